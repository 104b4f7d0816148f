import Foundation
import Testing

/// Wrong arguments: one line on standard error, exit status 64.
@Suite struct BadArgumentTests {
  static let lines: [(String, [String])] = [
    ("predict quadratic --input 0 --width 4 --output 5", ["input dimension", "0"]),
    ("predict quadratic --input -3 --width 4 --output 5", ["input dimension", "-3"]),
    ("predict quadratic --input 3 --width 0 --output 5", ["width", "0"]),
    ("predict quadratic --input 3 --width 3 --output -1", ["output dimension", "-1"]),
    ("predict biased-quadratic --input -1 --width 3", ["input dimension", "-1"]),
    ("predict biased-quadratic --input 1 --width 0", ["width", "0"]),
    ("predict quadratic --input 9223372036854775807 --width 4 --output 5", ["64-bit"]),
    ("predict quadratic --input 3037000500 --width 1 --output 1", ["64-bit"]),
    ("predict quadratic --input 4 --width 9223372036854775807 --output 1", ["64-bit"]),
    ("predict quadratic --input 1 --width 1 --output 9223372036854775807", ["64-bit"]),
    ("predict biased-quadratic --input 9223372036854775807 --width 1", ["64-bit"]),
    ("predict biased-quadratic --input 3037000500 --width 1", ["64-bit"]),
    ("predict biased-quadratic --input 3 --width 9223372036854775807", ["64-bit"]),
    ("predict quadratic --input 4 --width 99223372036854775807 --output 1", ["--width"]),
    ("predict quadratic --input 4 --width 1000000000000 --output 1", ["GiB", "width"]),
    ("rank quadratic --input 4 --width 1000000000000 --output 1", ["GiB", "width"]),
    ("predict biased-quadratic --input 4 --width 1000000000000", ["GiB", "width"]),
    (
      "rank quadratic --input 100000 --width 4 --output 3 --memory-limit 16MiB",
      ["16 MiB"]
    ),
    (
      "rank quadratic --task modular-addition --modulus 1009 --width 4 --memory-limit 16MiB",
      ["16 MiB", "generic"]
    ),
    ("rank quadratic --input 40 --width 90 --output 3 --memory-limit 1KiB", ["limit"]),
    ("predict quadratic --task modular-addition --modulus 1 --width 4", ["modulus is 1", "2"]),
    ("predict quadratic --task modular-addition --modulus 0 --width 4", ["modulus is 0"]),
    ("predict quadratic --task modular-addition --modulus -5 --width 4", ["modulus is -5"]),
    (
      "predict quadratic --task modular-addition --modulus 9223372036854775807 --width 4",
      ["64-bit"]
    ),
    ("predict quadratic --task modular-addition --modulus 3037000500 --width 4", ["64-bit"]),
    ("predict quadratic --task modular-addition --width 4", ["--modulus"]),
    ("predict quadratic --task modular-addition --modulus 5", ["--width"]),
    (
      "predict quadratic --task modular-addition --modulus 5 --width 3 --input 9",
      ["--input", "10"]
    ),
    ("predict quadratic --modulus 5 --width 3", ["--task"]),
    ("predict quadratic --task modular-additon --modulus 5 --width 3", ["modular-addition"]),
    ("predict quadratic --inptu 3", ["--inptu", "--input"]),
    ("predict quadratic --input", ["--input"]),
    ("predict quadratic --input abc --width 3 --output 2", ["abc", "--input"]),
    ("predict quadratic --input 1.5 --width 3 --output 2", ["1.5", "--input"]),
    ("predict quadratic --input 1e3 --width 3 --output 2", ["1e3", "--input"]),
    ("predict quadratic", ["--input", "--task"]),
    ("predict biased-quadratic --input 3", ["--width"]),
    ("predict quadratic 7", ["7"]), ("predict cubic", ["cubic"]), ("forecast", ["forecast"]),
    ("predict quadratic --input 4 --width 3 --output 2 --at nowhere", ["nowhere", "random"]),
    ("predict quadratic --input 4 --width 3 --output 2 --regime foo", ["full", "lazy", "ntk"]),
    ("predict quadratic --input 4 --width 3 --output 2 --format xml", ["markdown", "latex"]),
    ("predict quadratic --input 4 --width 3 --output 2 --loss foo", ["plain", "centred"]),
    ("predict quadratic --input 4 --width 3 --output 2 --seed x", ["--seed"]),
    ("predict quadratic --input 4 --width 3 --output 2 --seed 18446744073709551616", ["--seed"]),
    ("predict quadratic --input 4 --width 3 --output 2 --memory-limit abc", ["8GiB"]),
    ("predict quadratic --input 4 --width 3 --output 2 --memory-limit 99999999999GiB", ["8GiB"]),
    ("predict quadratic --input 4 --width 3 --output 2 --active-units 4", ["width, 3"]),
    (
      "predict quadratic --input 4 --width 3 --output 3 --active-units 2 --zero-both 1 --at random",
      ["--active-units"]
    ),
    (
      "predict quadratic --input 4 --width 3 --output 2 --zero-both 9223372036854775807",
      ["width, 3"]
    ),
    (
      "predict quadratic --input 4 --width 3 --output 2 --active-units 1 --zero-both 1",
      ["width is 3"]
    ),
    (
      "predict quadratic --input 4 --width 3 --output 2 --zero-output 2 --zero-both 2",
      ["width is 3"]
    ),
    ("predict quadratic --at random --weights w.json", ["--at", "--weights"]),
    ("predict biased-quadratic --input 2 --width 1 --gram g.json", ["--weights", "--at random"]),
    ("rank", ["--verify", "quadratic"]), ("rank quadratic", ["--input"]),
    ("rank --verify", ["--verify"]),
    ("rank --verify a.json quadratic --input 3 --width 3 --output 2", ["--verify"]),
    ("rank quadratic --input 3 --width 3 --output 2 --level data", ["--task"]),
    ("rank quadratic --input 3 --width 3 --output 2 --level 2", ["coordinates", "centred"]),
    ("rank polynomial-network --degree 2", ["--widths"]),
    ("rank polynomial-network --widths 3,0,1 --degree 2", ["--widths", "0", "at least 1"]),
    ("rank polynomial-network --widths -3,2,1 --degree 2", ["--widths", "-3"]),
    ("rank polynomial-network --widths 3,x --degree 2", ["--widths", "x", "commas"]),
    ("rank polynomial-network --widths 3,1 --degree 2", ["--widths", "at least 3"]),
    ("rank polynomial-network --widths 3,2,1", ["--degree"]),
    ("rank polynomial-network --widths 3,2,1 --degree 1", ["--degree is 1", "2"]),
    ("rank polynomial-network --widths 3,2,1 --degree 0", ["--degree is 0", "2"]),
    ("rank polynomial-network --widths 3,2,1 --degree 99999999999", ["--degree", "1048576"]),
    ("rank polynomial-network --widths 3,2,1 --degrees 2,3", ["--degrees", "expected 1"]),
    ("rank polynomial-network --widths 3,2,1 --degree 2 --degrees 2", ["--degree", "one of them"]),
    ("rank polynomial-network --widths 3,2,1 --degree 2 --up-to 3", ["--up-to", "--threshold"]),
    ("rank polynomial-network --widths 3,2,1 --threshold --up-to 1", ["--up-to is 1"]),
    ("rank polynomial-network --widths 100000,100000,1 --degree 2", ["GiB", "limits"]),
    ("rank polynomial-network --widths 100000,100000,1 --threshold", ["GiB", "limits"]),
    (
      "rank polynomial-network --widths 9000000000000000000,9000000000000000000,1 --degree 2",
      ["64-bit"]
    ),
    ("rank --verify a.json polynomial-network --widths 3,2,1 --degree 2", ["--verify"]),
    ("rank attention", ["--dimension"]),
    ("rank attention --dimension 0", ["--dimension is 0"]),
    ("rank attention --dimension 3 --heads -1", ["--heads is -1"]),
    ("rank attention --dimension 1000000 --head-dimension 1000000", ["limits"]),
    ("compare", ["spec"]), ("compare a.yaml b.yaml", ["b.yaml"]),
    ("compare a.yaml --threads 0", ["--threads"]), ("compare a.yaml --threads x", ["--threads"]),
    ("theorems --format", ["--format"]), ("doctor --fix", ["--fix"]),
    ("--verify a.json", ["--verify"]),
  ]

  @Test(arguments: lines)
  func refused(_ line: String, naming words: [String]) throws {
    expectRefusal(try Program.run(line, seconds: 20), status: 64, naming: words, line)
  }
}
