/** A data file's bytes, as Cloudflare's wrangler makes them of this import by a rule of type "Data": for `loadStore` of "certlens/slim". */
declare const bytes: ArrayBuffer;
export default bytes;
