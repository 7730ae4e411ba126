/** BEGIN TEST CASES **/
var testCases = [
	{
		"type": "web",
		"url": "https://arxiv.org/list/astro-ph/new",
		"items": "multiple"
	},
	{
		"type": "web",
		"items": [
			{
				"itemType": "journalArticle",
				"title": "Dust in a Test Case",
				"creators": [{"firstName": "D. T.", "lastName": "O'Dea", "creatorType": "author"}],
				"date": "2012-01-11",
				"extra": "DOI: 10.1000/zt\narXiv:1107.4612 [astro-ph.CO]",
				"attachments": [{"title": "Preprint PDF", "mimeType": "application/pdf"}],
				"notes": [{"note": "Comment: 7 pages"}]
			}
		]
	}
]
/** END TEST CASES **/
