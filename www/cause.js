// Which of a report's findings its code is about.

/** The finding whose id is the report's code; of a browser's report the first fault, which is the one that it names. Null when trusted. */
export function causeOf(report) {
  if (report.verdict === "trusted") return null;
  const faults = report.findings.filter((finding) => finding.outcome === "error");
  return faults.find((finding) => finding.id === report.code)
    ?? faults[0] ?? null;
}
