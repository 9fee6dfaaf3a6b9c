package io.xlive.benchmark;

import java.util.List;
import java.util.Locale;

/** A Markdown table, printed row by row as it is measured. */
final class Table {
  Table(String title, List<String> columns) {
    System.out.println("\n### " + title + "\n");
    System.out.println("| " + String.join(" | ", columns) + " |");
    System.out.println("|" + " --- |".repeat(columns.size()));
  }

  void row(Object... cells) {
    StringBuilder line = new StringBuilder("|");
    for (Object cell : cells) {
      String text =
          cell instanceof Double number
              ? String.format(Locale.ROOT, number < 10 ? "%.3f" : "%.1f", number)
              : cell.toString();
      line.append(' ').append(text).append(" |");
    }
    System.out.println(line);
  }
}
