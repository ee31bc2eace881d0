/** The command that prints what a server sends; for the command and the page. */

/** A host that a shell takes as it is. */
export const SHELL_HOST = /^[a-z0-9][a-z0-9.-]*$/i;

/** For a `SHELL_HOST`; an address is no name to ask a server for. */
export const serverCommand = (host, port = 443) =>
  `openssl s_client -connect ${host}:${port}${/^[\d.]+$/.test(host) ? "" : ` -servername ${host}`} -showcerts </dev/null`;
