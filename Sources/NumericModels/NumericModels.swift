// NumericModels
