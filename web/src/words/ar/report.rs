//! Reports: headlines and the names of checks.

use crypto::verify::{Check, CheckId, Headline, Outcome};

pub fn headline(headline: Headline) -> &'static str {
    match headline {
        Headline::Verified => "تمّ التحقّق",
        Headline::GenuineUnknownIssuer => "توقيع صحيح، وجهة إصدار غير معروفة",
        Headline::GenuineReceipt => "إيصال صحيح",
        Headline::NotValid => "غير صالحة",
        Headline::CouldNotCheck => "لم يمكن التحقّق من كل شيء",
    }
}

pub fn check_title(id: CheckId) -> &'static str {
    match id {
        CheckId::Format => "قابلة للقراءة",
        CheckId::Context => "المفردات",
        CheckId::Model => "الشكل",
        CheckId::Proof => "التوقيع",
        CheckId::Issuer => "مفتاح جهة الإصدار",
        CheckId::Trust => "من يشهد لجهة الإصدار",
        CheckId::Dates => "التواريخ",
        CheckId::Status => "ما زالت قائمة",
        CheckId::Refresh => "أحدث إصدار",
        CheckId::Schema => "المخطّط",
        CheckId::Holder => "قدّمها حاملها",
        CheckId::Recipient => "المستلِم",
        CheckId::Endorsements => "التزكيات",
        CheckId::Nested => "الشهادات التي بداخلها",
    }
}

pub fn outcome_of(check: &Check) -> &'static str {
    match check.outcome {
        Outcome::Warning if check.id == CheckId::Trust => "غير مؤكَّد",
        Outcome::Passed => "سليم",
        Outcome::Warning => "سليم مع ملاحظة",
        Outcome::Failed => "غير سليم",
        Outcome::Unknown => "تعذّر التحقّق",
        Outcome::NotApplicable => "لا ينطبق",
    }
}

pub const AWARDED_TO: &str = "مُنحت إلى";
pub const AWARDED_BY: &str = "من";
pub fn awarded_on(day: &str) -> String {
    format!("في {day}")
}
pub fn until(day: &str) -> String {
    format!("صالحة حتى {day}")
}
pub const CHECKS: &str = "ما جرى التحقّق منه";
pub const EVIDENCE: &str = "الأدلّة";
pub const DETAILS: &str = "تفاصيل تقنية";
pub const DETAIL_NAMES: [&str; 5] = ["الشهادة", "جهة الإصدار", "الحامل", "الأنواع", "صالحة من"];
pub const NESTED: &str = "الشهادات التي بداخل هذه";
