// LLCExperiments
