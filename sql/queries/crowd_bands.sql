-- Used by: pipeline/steps/key_index.py
UPDATE signature_bands
SET is_crowded = :is_crowded
WHERE band_key = :index_key AND is_crowded = 1 - :is_crowded AND at_key = :at_key AND article_key = :article_key
