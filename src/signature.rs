//! The one door to cryptography: signatures and digests.
