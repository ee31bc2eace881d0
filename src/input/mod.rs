//! Finds what is in what people paste: text or bytes in, DER blobs with their places out.
//! Knows encodings (PEM, base64, hex) and the outer shape of DER; judges nothing.
