// The judges: who is asked, which of them is looked at closely, and what is enough to know of the others.

/** The browsers, with the list of roots that each trusts, in the order in which they are shown; the standard comes last. */
export const OWN_STORES = { chrome: "chrome", firefox: "mozilla" };

/** Whether a profile is the standard's, whichever edition of it. */
export const isStandard = (profile) => /^(rfc5280|webpki)/.test(profile ?? "");

/** The profile: the reader's choice, or the first that refuses, or the first. `reports` maps profiles to `{ report }`. */
export function chooseJudge(reports, wanted) {
  const judged = [...reports].filter(([, { report }]) => report);
  const refusing = judged.find(([, { report }]) => report.verdict !== "trusted");
  const asked = judged.find(([profile]) => profile === wanted) ?? (isStandard(wanted) ? judged.at(-1) : undefined);
  return (asked ?? refusing ?? judged[0])[0];
}

/** A report without its bulk: what stands side by side with the others. */
export const inBrief = ({ certificates, paths, input, ...rest }) => ({ ...rest, isBrief: true });
