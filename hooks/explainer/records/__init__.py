"""Record models, the reader of content/, and the references between records.

Every record is frozen and rejects unknown fields.
"""
