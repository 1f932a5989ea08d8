//! The three NIST curves of SSH (RFC 5656, section 10.1), over RustCrypto's arithmetic.

use super::wire::trimmed;
use zeroize::Zeroizing;

/// A NIST curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Curve {
    /// secp256r1.
    P256,
    /// secp384r1.
    P384,
    /// secp521r1.
    P521,
}

/// The same expression for the library of each curve.
macro_rules! on {
    ($curve:expr, $library:ident => $body:expr) => {
        match $curve {
            Curve::P256 => {
                use p256 as $library;
                $body
            }
            Curve::P384 => {
                use p384 as $library;
                $body
            }
            Curve::P521 => {
                use p521 as $library;
                $body
            }
        }
    };
}

impl Curve {
    pub(super) const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    /// Its name in SSH, as in `ecdsa-sha2-nistp256`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::P256 => "nistp256",
            Self::P384 => "nistp384",
            Self::P521 => "nistp521",
        }
    }

    /// Its object identifier (RFC 5480, section 2.1.1.1).
    pub(super) fn oid(self) -> der::asn1::ObjectIdentifier {
        der::asn1::ObjectIdentifier::new_unwrap(match self {
            Self::P256 => "1.2.840.10045.3.1.7",
            Self::P384 => "1.3.132.0.34",
            Self::P521 => "1.3.132.0.35",
        })
    }

    pub(super) fn of_oid(oid: der::asn1::ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|curve| curve.oid() == oid)
    }

    /// Bits of the field.
    pub(super) fn bits(self) -> u32 {
        match self {
            Self::P256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }

    /// Bytes of a coordinate or scalar.
    pub(super) fn length(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    /// Whether the bytes are a point of the curve, uncompressed (SEC 1, section 2.3.3), as SSH wants it.
    pub(super) fn holds(self, point: &[u8]) -> bool {
        point.len() == 2 * self.length() + 1
            && point.first() == Some(&4)
            && on!(self, library => library::PublicKey::from_sec1_bytes(point).is_ok())
    }

    /// The uncompressed public point of a scalar; none when the scalar is zero or not below the order.
    pub(super) fn public_of(self, scalar: &[u8]) -> Option<Vec<u8>> {
        let digits = trimmed(scalar);
        let zeros = self.length().checked_sub(digits.len())?;
        let mut padded = Zeroizing::new(vec![0; zeros]);
        padded.extend_from_slice(digits);
        on!(self, library => {
            let secret = library::SecretKey::from_slice(&padded).ok()?;
            Some(secret.public_key().to_sec1_bytes().into_vec())
        })
    }

    /// Whether (r, s) is this point's signature of the message, hashed as RFC 5656, section 6.2.1 says.
    pub(super) fn verifies(self, point: &[u8], message: &[u8], r: &[u8], s: &[u8]) -> bool {
        let Some(signature) = self.side_by_side(r, s) else { return false };
        on!(self, library => {
            use library::ecdsa::signature::Verifier;
            let key = library::ecdsa::VerifyingKey::from_sec1_bytes(point);
            let signature = library::ecdsa::Signature::from_slice(&signature);
            matches!((key, signature), (Ok(key), Ok(signature)) if key.verify(message, &signature).is_ok())
        })
    }

    fn side_by_side(self, r: &[u8], s: &[u8]) -> Option<Vec<u8>> {
        let mut both = Vec::new();
        for number in [r, s] {
            both.resize(both.len() + self.length().checked_sub(number.len())?, 0);
            both.extend_from_slice(number);
        }
        Some(both)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_out_of_range_have_no_point() {
        for curve in Curve::ALL {
            assert_eq!(curve.public_of(&[]), None);
            assert_eq!(curve.public_of(&vec![0xff; curve.length()]), None);
            assert_eq!(curve.public_of(&vec![1; curve.length() + 1]), None);
            let generator = curve.public_of(&[0, 1]).unwrap();
            assert!(curve.holds(&generator));
        }
    }

    #[test]
    fn points_off_the_curve_or_compressed_are_refused() {
        for curve in Curve::ALL {
            let mut point = curve.public_of(&[7]).unwrap();
            assert!(!curve.holds(&point[..curve.length() + 1]));
            point[5] ^= 1;
            assert!(!curve.holds(&point));
            assert!(!curve.holds(&[]) && !curve.holds(&[0]));
        }
    }
}
