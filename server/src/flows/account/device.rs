//! What kind of device somebody signs in with: as much as tells one's own sessions apart, and no more.

/// A kind of device.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Device {
    /// A phone or tablet with Android.
    Android,
    /// A phone of Apple's.
    Iphone,
    /// A tablet of Apple's.
    Ipad,
    /// A computer with Windows.
    Windows,
    /// A computer of Apple's.
    Mac,
    /// A Chromebook.
    ChromeOs,
    /// A computer with Linux.
    Linux,
    /// Any other.
    #[default]
    Other,
}

/// Each kind, its name in the database, and what a browser on it says of itself, the first that fits.
const KINDS: [(Device, &str, &str); 8] = [
    (Device::Android, "android", "Android"),
    (Device::Iphone, "iphone", "iPhone"),
    (Device::Ipad, "ipad", "iPad"),
    (Device::Windows, "windows", "Windows NT"),
    (Device::Mac, "mac", "Macintosh"),
    (Device::ChromeOs, "chromeos", "CrOS"),
    (Device::Linux, "linux", "Linux"),
    // No browser says so.
    (Device::Other, "other", "\0"),
];

impl Device {
    /// The kind that a `User-Agent` header tells of.
    pub fn of_agent(agent: &str) -> Self {
        KINDS.iter().find(|(.., mark)| agent.contains(mark)).map(|(kind, ..)| *kind).unwrap_or_default()
    }

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or("other", |(_, name, _)| name)
    }

    /// The kind of this name.
    pub fn of_name(name: &str) -> Self {
        KINDS.iter().find(|(_, known, _)| *known == name).map(|(kind, ..)| *kind).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_known_by_its_kind_and_no_closer() {
        for (agent, kind) in [
            (
                "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/131 Mobile",
                Device::Android,
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1", Device::Iphone),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/133.0", Device::Windows),
            ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/131", Device::ChromeOs),
            ("Mozilla/5.0 (X11; Linux x86_64) Firefox/133.0", Device::Linux),
            ("curl/8", Device::Other),
            ("", Device::Other),
        ] {
            assert_eq!(Device::of_agent(agent), kind, "{agent}");
            assert_eq!(Device::of_name(kind.name()), kind);
        }
    }
}
