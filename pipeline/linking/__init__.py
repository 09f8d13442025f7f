"""Which stories report one event: profiles, facts, candidates, the decision on a pair, and clusters. Pure.

A story is one report and its copies (`pipeline.folding`); an event is what several reports, written independently, tell
of. Read in this order: `profile` (what a story is compared by), `readers/` (the facts that tell look-alikes apart),
`candidates` (which pairs are looked at), `features` and `decision` (one event or not, and why), `clusters` (events).
"""
