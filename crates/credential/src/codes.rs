//! Declares a set of codes and their stable names in one place: what the core says in codes, message catalogues say in words.

/// An enum of codes, each with the stable name that is stored, sent and translated.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every code there is, for the check that the message catalogue knows them all.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable name, a key of the message catalogue.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

pub(crate) use codes;
