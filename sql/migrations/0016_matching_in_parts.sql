-- Texts are signed in one transaction and their pairs found in many, each of a bounded number; what is still to be
-- found waits as steps of its own.

CREATE TABLE pending_before AS
SELECT
  step,
  subject_id
FROM pending_work;
DROP TABLE pending_work;
-- Articles whose pages or votes changed, articles whose text changed since they were last folded, articles whose pairs
-- are to be found, stories to publish again, stories to link again, stories whose pairs are to be scored, and what was
-- touched since it was last checked: the ledger between steps.
CREATE TABLE pending_work (
  step text NOT NULL
  CHECK (step IN ('clean', 'match', 'vote', 'label', 'fold', 'group', 'publish', 'link', 'score', 'check')),
  -- article for clean to group, story for publish, link and score, article or capture for check
  subject_id text NOT NULL,
  PRIMARY KEY (step, subject_id)
);
INSERT INTO pending_work (step, subject_id)
SELECT
  step,
  subject_id
FROM pending_before;
DROP TABLE pending_before;

-- How many times the texts of a corpus, or stories, were taken from the queue and looked up: a run that finds pairs
-- sees by it whether another one changed what it found meanwhile.
CREATE TABLE matching_rounds (
  corpus text PRIMARY KEY CHECK (corpus IN ('draft', 'clean', 'stories')),
  round_number integer NOT NULL
);
