"""The commands of `offprint`; each module says in its first line what it reads and writes."""
