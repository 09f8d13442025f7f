"""The seven steps in their order: discover, fetch, extract, clean, fold, link, check.

Each is a folder: `step` holds what runs, the other modules what it is made of, and `sql/queries/` has a folder of the
same name for its queries. A step gathers, decides by one pure call, and applies in one transaction. `runner` runs
them, and `run_log` writes down what each did.
"""
