// What colours look like to those who see fewer of them.

import Foundation

/// A way to see colours: a matrix on linear red, green and blue.
struct ColourVision: Sendable, CustomStringConvertible {
  let description: String
  private let rows: [[Double]]

  static let whole = ColourVision(
    description: "all colours", rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
  static let withoutGreen = ColourVision(
    description: "deuteranopia",
    rows: [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
      [-0.011820, 0.042940, 0.968881],
    ])
  static let withoutRed = ColourVision(
    description: "protanopia",
    rows: [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ])

  /// How far apart two colours look, as `#RRGGBB`, in CIE L*a*b* (1976, white D65).
  func distance(_ one: String, _ other: String) -> Double {
    zip(seen(one), seen(other)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  /// The contrast of two colours as WCAG 2 reckons it, 1 to 21.
  static func contrast(_ one: String, _ other: String) -> Double {
    let lights = [one, other].map { brightness(linear($0)) + 0.05 }.sorted()
    return lights[1] / lights[0]
  }

  private func seen(_ colour: String) -> [Double] {
    let light = ColourVision.linear(colour)
    let seen = rows.map { row in min(1, max(0, zip(row, light).reduce(0) { $0 + $1.0 * $1.1 })) }
    let x = 0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]
    let z = 0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]
    let (fx, fy, fz) = (
      ColourVision.root(x / 0.95047), ColourVision.root(ColourVision.brightness(seen)),
      ColourVision.root(z / 1.08883)
    )
    return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
  }

  private static func root(_ part: Double) -> Double {
    part > 0.008856 ? cbrt(part) : 7.787 * part + 16.0 / 116
  }

  private static func brightness(_ light: [Double]) -> Double {
    0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
  }

  private static func linear(_ colour: String) -> [Double] {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    return [value >> 16, value >> 8 & 0xFF, value & 0xFF].map { part in
      let part = Double(part) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
  }
}
