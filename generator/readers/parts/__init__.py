"""Parts that several readers share: records with their lines, dates, fields of any name, the account of every line."""
