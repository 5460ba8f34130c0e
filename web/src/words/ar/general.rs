//! Words on every page, and words that several pages share.

pub const LAUREL: &str = "Laurel";
pub const SKIP: &str = "انتقل إلى المحتوى";
pub const NAVIGATION: &str = "القائمة الرئيسية";
pub const NAV_VERIFY: &str = "تحقّق من شهادة";
pub const NAV_WALLET: &str = "المحفظة";
pub const NAV_DESK: &str = "المكتب";
pub const NAV_OUTBOX: &str = "البريد الصادر";
pub const SIGN_IN: &str = "تسجيل الدخول";
pub const SIGN_OUT: &str = "تسجيل الخروج";
pub const FOOTER: &str = "كل شهادة يوقّعها من يمنحها، ويستطيع أي شخص التحقّق منها دون أن يسألنا.";
pub const FOOTER_DEMO: &str = "هذا عرض تجريبي: كل الأسماء فيه مختلقة، ولا يخرج منه أي بريد.";
pub const LANGUAGES: &str = "اللغة";
pub const THEMES: &str = "الألوان";
pub const THEME_DEVICE: &str = "كما في الجهاز";
pub const THEME_LIGHT: &str = "فاتح";
pub const THEME_DARK: &str = "داكن";
pub const APP_DESCRIPTION: &str = "احتفظ بما أنجزته، واعرضه على من تختار.";
pub const PARTLY: &str = "بعض الصفحات بالإنجليزية، والرسائل كذلك.";
pub const OWN_DEVICE: &str = "هذا جهازي الخاص";
pub const OWN_DEVICE_HINT: &str =
    "عندها تُفتح محفظتك هنا من دون شبكة أيضًا، إن أتاح متصفحك ذلك. ويزيل تسجيل الخروج ما حُفظ منها هنا.";
pub const OWN_DEVICE_END: &str = "هذا ليس جهازي الخاص";
pub fn as_last_seen(minute: &str) -> String {
    format!("تعذّر تحميل هذه الصفحة الآن. تراها كما كانت في {minute}؛ وما فعلته بعد ذلك ليس فيها.")
}
pub const CANCEL: &str = "إلغاء";
pub const OPTIONAL: &str = "اختياري";
pub const COPY: &str = "انسخ الرابط";
pub const COPIED: &str = "نُسخ";
pub const COPY_FAILED: &str = "تعذّر النسخ: حدّد الرابط وانسخه يدويًا.";
pub const FORM_PROBLEM: &str = "يرجى مراجعة هذا";

/// Small numbers have forms of their own: two in one word, a few in the plural, many in the singular.
pub fn credentials(number: u64) -> String {
    match (number, number % 100) {
        (0, _) => "لا شهادات".to_owned(),
        (1, _) => "شهادة واحدة".to_owned(),
        (2, _) => "شهادتان".to_owned(),
        (_, 3..=10) => format!("{number} شهادات"),
        _ => format!("{number} شهادة"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(credentials(2), "شهادتان");
        assert_eq!(credentials(7), "7 شهادات");
        assert_eq!(credentials(11), "11 شهادة");
        assert_eq!(credentials(103), "103 شهادات");
    }
}
