//! A credential's page for everybody, by its holder's own switch, and adding it to a LinkedIn profile.

/// Heads the part of a credential's page in the wallet.
pub const TITLE: &str = "Public page";
/// It is private: who sees it, and what making it public means.
pub const PRIVATE: &str = "Its page is private: only you and whoever issued it see it. Made public, it shows this credential, with all that is in it, to whoever has the address. Search engines are told to leave it out.";
/// Makes it public.
pub const MAKE_PUBLIC: &str = "Make it public";
/// It is public: who sees what.
pub const PUBLIC: &str = "Its page is public: whoever has the address sees this credential, with all that is in it and whether it is valid, and nothing else of your wallet. Search engines are told to leave it out.";
/// Labels the address.
pub const ADDRESS: &str = "Address";
/// Opens it.
pub const OPEN: &str = "Open its page";
/// What it means to make it private again.
pub const AGAIN: &str =
    "Made private, the page shows nothing from that moment on. What others have copied stays with them.";
/// Makes it private again.
pub const MAKE_PRIVATE: &str = "Make it private again";
/// A guardian approves what is shared: nothing is made public.
pub const GUARDED: &str = "Someone looks after your wallet with you and approves what you share, so its page cannot be made public.";
/// The same where it was public before.
pub const GUARDED_ON: &str = "You made its page public, but it shows nothing while someone looks after your wallet with you and approves what you share.";
/// A school's record has no such page.
pub const EDUCATION: &str = "A school’s record has no public page. Put it in a record and share that by link, with somebody you name.";

/// Heads what is about LinkedIn.
pub const LINKEDIN: &str = "LinkedIn";
/// Adds it to a profile there.
pub const ADD: &str = "Add to LinkedIn profile (in a new tab)";
/// What is told to LinkedIn.
pub const ADD_LEAD: &str =
    "LinkedIn gets its name, who issued it, its dates and its address, and asks you before it adds anything.";
/// It is private, so that is asked first.
pub const ADD_PRIVATE: &str =
    "To add it to your LinkedIn profile, its page has to be public first: LinkedIn links to it.";
/// Makes it public, to be added.
pub const ADD_PUBLIC: &str = "Make it public and add it to LinkedIn";
/// It came from elsewhere: the page is its issuer's.
pub const ADD_ELSEWHERE: &str =
    "LinkedIn links to its page at its issuer. Whoever opens that sees what the issuer shows there.";

/// Heads the list of what is public.
pub const ALL: &str = "Public credentials";
/// What they are.
pub const ALL_LEAD: &str = "Whoever has the address of one of these sees it, without a link.";
/// They are hidden while a guardian has a say.
pub const ALL_GUARDED: &str = "You made these public, but they show nothing while someone looks after your wallet with you and approves what you share.";

/// After `made-public`.
pub const DONE_PUBLIC: &str = "It is public now. Whoever has its address sees it.";
/// After `made-public-to-add`.
pub const DONE_PUBLIC_TO_ADD: &str = "It is public now. You can add it to your LinkedIn profile below.";
/// After `made-private`.
pub const DONE_PRIVATE: &str = "It is private again.";
