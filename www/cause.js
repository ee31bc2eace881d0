// Which of a report's findings its code is about.

/** The finding whose id or whose name in that browser is the report's code, otherwise its first fault; null when trusted. */
export function causeOf(report) {
  if (report.verdict === "trusted") return null;
  const faults = report.findings.filter((finding) => finding.outcome === "error");
  return faults.find((finding) => finding.id === report.code)
    ?? faults.find((finding) => finding.codes[report.profile] === report.code)
    ?? faults[0] ?? null;
}
