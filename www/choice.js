// Which judge is looked at closely, and what is enough to know of the others.

/** The profile: the reader's choice, or the first that refuses, or the first. `reports` maps profiles to `{ report }`. */
export function chooseJudge(reports, wanted) {
  const judged = [...reports].filter(([, { report }]) => report);
  const refusing = judged.find(([, { report }]) => report.verdict !== "trusted");
  // The standard is the last, whichever edition of it.
  const asked = judged.find(([profile]) => profile === wanted) ?? (/^(rfc5280|webpki)/.test(wanted ?? "") ? judged.at(-1) : undefined);
  return (asked ?? refusing ?? judged[0])[0];
}

/** A report without its bulk: what stands side by side with the others. */
export const inBrief = ({ certificates, paths, input, ...rest }) => ({ ...rest, isBrief: true });
