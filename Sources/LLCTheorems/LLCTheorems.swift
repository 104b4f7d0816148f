// LLCTheorems
