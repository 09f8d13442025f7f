"""A capture to a page: metadata, kind, and every block with its region.

`document.parse` is the entry; it chooses the parser and refuses what is too short.

| a page of HTML | module |
| --- | --- |
| from bytes to a `Page` | `page` |
| every block, as the elements give it | `dom`; names of elements in `containers` |
| which lines are the article | `article_text`; another element in `elsewhere`, scripts in `embedded_body`, `embedded_states` |
| which blocks were taken, and their regions | `alignment`, `regions`; what was left out in `left_out`, what follows the text in `main_element` |
| what the page declares | `declared`, `metadata`, `bylines`, `published` |
| article, video, list, consent wall, error page | `page_kinds`; lists by their cards `listings` |

| a plain text | module |
| --- | --- |
| title, byline, date, blocks | `plaintext` |
| lines to paragraphs | `plain_paragraphs` |
| the address it gives as its own | `own_address` |

`history` tells from all captures of an article what it is over time.
"""
