-- Articles whose drafts are matched wait for their votes as a step of its own, so that the votes of a night are counted
-- in transactions of a bounded size.

CREATE TABLE pending_before AS
SELECT
  step,
  subject_id
FROM pending_work;
DROP TABLE pending_work;
-- Articles whose pages or votes changed, articles whose text changed since they were last folded, stories to publish
-- again, stories to link again, and what was touched since it was last checked: the ledger between steps.
CREATE TABLE pending_work (
  step text NOT NULL CHECK (step IN ('clean', 'vote', 'label', 'fold', 'publish', 'link', 'check')),
  -- article for clean, vote, label and fold, story for publish and link, article or capture for check
  subject_id text NOT NULL,
  PRIMARY KEY (step, subject_id)
);
INSERT INTO pending_work (step, subject_id)
SELECT
  step,
  subject_id
FROM pending_before;
DROP TABLE pending_before;
