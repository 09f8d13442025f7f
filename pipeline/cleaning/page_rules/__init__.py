"""The rules of one page: blocks to labels, from this page alone.

`label_page` is the entry; it lists the rules in the order in which they apply. docs/reference/page-rules.md says what
each is.

| rules | module |
| --- | --- |
| over the whole page | |
| `sidebar`, `sidebar_teaser` | `sidebars` |
| `teaser`, `link_list` (also for one block) | `teasers` |
| `own_address`, `other_address` | `addresses` |
| `after_end` | `after_end` |
| `biography` | `biography` |
| `above_headline`, `kicker` | `above_headline` |
| for one block | |
| `headline`, `headline_again` | `headline` |
| `byline`, `date`, `sign_off` | `metadata_lines` |
| `extractor`, `outside_main`, `after_main` | `outside_main` |
| phrase rules (`related`, `share`, `newsletter`, …) and `update` | `phrase_lines`; the table is `phrases` |
| `tail` | `comments` |
| `caption`, `share`, `age`, `link_bar`, `link_line` | `forms` |
| `labelled_link`, `own_link` | `labelled_links` |
| `credit`, `contributors`, `signature` | `credit_lines` |
| `related_list` | `related_list` |
| `text` | `label_page` |

| what the rules know | module |
| --- | --- |
| one block, read once | `block_features` |
| the page so far: zone, words above and below, labels | `page_state` |
| prose or line, ends of sentences | `prose` |
| "27 minutes ago" | `ages` |
| words of dates, bylines and buttons, names of agencies | `vocabulary` |
| which phrase a text matches | `phrase_matcher`, on the index that `phrase_index` makes of `phrases` |
"""
