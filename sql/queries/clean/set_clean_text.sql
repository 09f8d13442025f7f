-- Used by: pipeline.steps.clean.apply_votes
-- The text of one version, as the votes leave it.
UPDATE article_versions
SET
  text = :text,
  folding_text = :folding_text,
  text_sha256 = :text_sha256,
  draft_text = :draft_text,
  word_count = :word_count,
  cleaned_scheme = :cleaned_scheme,
  wire_agency = :wire_agency,
  origin_confidence = :origin_confidence,
  origin_evidence = :origin_evidence
WHERE capture_id = :capture_id
