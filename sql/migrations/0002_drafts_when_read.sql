-- The rules of a page are applied when it is read. Its version says which rules these were, so that others are applied
-- again; one that was read before and never cleaned waits for them.

-- version of the cleaning that made page labels and draft; NULL where they are to be made again
ALTER TABLE article_versions ADD COLUMN page_scheme text;
UPDATE article_versions SET page_scheme = cleaned_scheme;

-- Used by: list_foreign_blocks.
CREATE INDEX article_blocks_of_others ON article_blocks (fingerprint) WHERE label = 'other_story';

-- The ledger tells articles whose votes are to be counted (clean) from those whose labels are to be set (label).
CREATE TABLE pending_before AS
SELECT
  step,
  subject_id
FROM pending_work;
DROP TABLE pending_work;
-- Articles whose pages or votes changed, articles whose text changed since they were last folded, stories to publish
-- again, and what was touched since it was last checked: the ledger between steps.
CREATE TABLE pending_work (
  step text NOT NULL CHECK (step IN ('clean', 'label', 'fold', 'publish', 'check')),
  -- article for clean, label and fold, story for publish, article or capture for check
  subject_id text NOT NULL,
  PRIMARY KEY (step, subject_id)
);
INSERT INTO pending_work (step, subject_id)
SELECT
  step,
  subject_id
FROM pending_before;
DROP TABLE pending_before;
