-- Used by: pipeline/steps/key_index.py
UPDATE shingle_samples
SET is_crowded = :is_crowded
WHERE sample_key = :index_key AND is_crowded = 1 - :is_crowded AND at_key = :at_key AND article_key = :article_key
