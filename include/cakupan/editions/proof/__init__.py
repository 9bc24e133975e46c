"""What shows that an edition is what was published: keys, signatures, chain, order of editions, witnesses."""
