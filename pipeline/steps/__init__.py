"""The seven steps: each gathers, decides by one pure call, and applies in one transaction.

`order` runs them and `ledger` writes down what each did. A module of a step's name holds the step; what it is made of
stands beside it:

- `discover`: `polling`, `sources`
- `fetch`: `imports`, `crawl`, `captures`
- `extract`: `drafts`
- `clean`: `matching` of drafts, `quarantine`, `units`, `votes`, `alike`, `relabelling`
- `fold`: `signing`, `matching`, `key_index`, `pairs`, `parts`, `grouping`
- `publish` and `check` stand alone

What people ask for besides:

- of an article or a pair: `find`, `explain`, `apart`, `doubts`, `judge`
- again, and what it would change: `change`, `rehearsal`, `refold`, `reprocess`
- the storage: `prune`, `tidy`
- how good it is, on labelled data: `evaluate`, `evaluate_cleaning`
"""
