"""What shows that an edition is what was published: keys and signatures."""
