extension RunSetting {
  /// `--training-fraction` of `trainingFraction`; what is no key stays as it is.
  public static func option(_ key: String) -> String {
    guard key.allSatisfy({ $0.isASCII && $0.isLetter }) else { return key }
    return "--" + key.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
  }
}

extension RunSpec {
  /// The command that trains this run for some epochs; settings at their defaults are left out.
  public func trainCommand(epochs: Int) -> String {
    var spec = self
    spec.epochs = epochs
    let defaults = RunSpec(modulus: modulus, width: width, epochs: epochs).settings
    let words = zip(spec.settings, defaults).filter { setting, usual in
      setting != usual || ["modulus", "width", "epochs"].contains(setting.key)
    }.map { "\(RunSetting.option($0.0.key)) \($0.0.value)" }
    return "slt train " + words.joined(separator: " ") + " --save FILE.safetensors"
  }
}
