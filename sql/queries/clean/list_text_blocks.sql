-- Used by: pipeline.steps.clean.apply_votes
-- takes: captures(capture_id)
-- The blocks of these captures that the extractor took or a rule claimed, with what each is known as on its host, on
-- all hosts and by its prefix. In no order: sorting whole texts costs more than sorting the blocks of one page.
SELECT
  b.capture_id,
  b.position,
  b.link_density,
  b.text,
  b.page_label,
  b.page_rule,
  b.label,
  b.rule,
  b.in_body_span,
  h.kind AS host_kind,
  h.status AS host_status,
  h.rule AS host_rule,
  e.kind AS any_kind,
  e.status AS any_status,
  e.rule AS any_rule,
  p.kind AS prefix_kind,
  p.status AS prefix_status,
  p.rule AS prefix_rule
FROM given_captures AS t
INNER JOIN article_blocks AS b ON t.capture_id = b.capture_id
LEFT JOIN boilerplate_blocks AS h ON b.host = h.host AND b.fingerprint = h.fingerprint
LEFT JOIN boilerplate_blocks AS e ON e.host = '*' AND b.fingerprint = e.fingerprint
LEFT JOIN boilerplate_blocks AS p ON b.host = p.host AND b.prefix_fingerprint = p.fingerprint
WHERE b.page_rule <> 'extractor'
