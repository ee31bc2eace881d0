/** Browsers' codes, as they and other programs write them. */

/** A code without what people and programs leave out. */
export const bareCode = (code) => code?.replace(/^NET::/i, "").toUpperCase();

/** Whether two codes are the same; none is the same as none. */
export const isSameCode = (a, b) => bareCode(a) === bareCode(b);
