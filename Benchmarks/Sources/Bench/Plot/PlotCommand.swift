import ArgumentParser
import Foundation

/// Draws a report that was kept.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot", abstract: "Draw a report that 'bench --json' wrote.")

  @Argument(help: "The report.")
  var report: String
  @Option(help: "Draw the rates into this file, as SVG.")
  var svg: String

  func validate() throws { try OutputFile.check(svg) }

  func run() throws {
    let plot = Plot(of: try Report(file: report))
    try OutputFile.write(Data(plot.svg.utf8), to: svg)
  }
}
