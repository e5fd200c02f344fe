"""Language models of Mistral, or of any service that speaks as it does: chat and meaning. Nothing is asked unless configured."""
