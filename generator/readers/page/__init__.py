"""Captured pages. In: what a tool made of a web page: lynx, links, w3m, pandoc, html2text, and services that give Markdown. Out: its lines
without the tool's marks (undress.py); papers_page.py and arxiv_listing.py read those."""
