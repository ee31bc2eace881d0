// Numbers, times and bytes for people.

const DATE = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", dateStyle: "long", timeStyle: "medium" });
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", dateStyle: "long" });

/** An RFC 3339 time in words, in UTC; as it stands where it is none. */
export function time(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : `${DATE.format(date)} UTC`;
}

/** A value that may be such a time in UTC, which is told in words then. */
export const timeIn = (text) => (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? time(text) : text);

/** The same without the time of day. */
export function day(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : DAY.format(date);
}

const LOCAL = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "long" });

/** The same in the reader's own time zone, which is named. */
export function localTime(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : LOCAL.format(date);
}

const STEPS = [["year", 31_557_600], ["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];

/** How far `text` lies before or after `origin`: "in 34 days", "2 years ago". Empty where either is no time. */
export function distance(text, origin) {
  const seconds = (new Date(text) - new Date(origin)) / 1000;
  if (Number.isNaN(seconds)) return "";
  const far = Math.abs(seconds);
  const [unit, size] = STEPS.find(([name, step]) => far >= (name === "year" ? 2 * step : step)) ?? STEPS.at(-1);
  const rest = Math.floor(far / size);
  const words = `${rest.toLocaleString("en")} ${unit}${rest === 1 ? "" : "s"}`;
  return seconds < 0 ? `${words} before` : `${words} after`;
}

/** 1536 as "1.5 kB". */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Hexadecimal in pairs. */
export const pairs = (hex) => hex.replace(/..(?=.)/g, "$&:");

/** Base64 to bytes. */
export const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** Base64 of DER as PEM text. */
export const pem = (base64) =>
  `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}(?=.)/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
