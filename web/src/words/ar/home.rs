//! The landing page, and signing in.

pub const TITLE: &str = "إنجازات تُثبت نفسها.";
pub const LEAD: &str =
    "توقّع المؤسسة على ما أنجزته. تحتفظ به، وتعرضه على من تختار، فيرى خلال ثوانٍ ما هو صحيح فيه.";
pub const EXAMPLE: &str = "شاهد سجلًّا مشارَكًا";
pub const CHECK: &str = "تحقّق من شهادة";
pub const STORY: &str = "قصة واحدة، وثلاثة أشخاص";
pub const AWARD: (&str, &str) = (
    "أنت تمنح",
    "صِف ما ينبغي القيام به، ثم امنحه لعنوان بريد إلكتروني. يوقّعه Laurel باسم مؤسستك. ويمكنك سحبه، وسيرى كل من يتحقّق أنك سحبته.",
);
pub const AWARD_LINK: &str = "افتح المكتب";
pub const HOLD: (&str, &str) = (
    "أنت تحتفظ",
    "استلم ما ينتظرك واحتفظ به إلى الأبد. رتّب بعضه في سجلّ، وشاركه برابط أو رمز QR، وأنهِ الرابط متى شئت.",
);
pub const HOLD_LINK: &str = "افتح محفظتك";
pub const VERIFY: (&str, &str) = (
    "أنت تتحقّق",
    "افتح الرابط. يتحقّق متصفحك بنفسه من التوقيع، ومَن وراءه، والتواريخ، وهل ما زال قائمًا؛ ويقول بوضوح ما تعذّر عليه التحقّق منه.",
);
pub const VERIFY_LINK: &str = "تحقّق من شهادة";
pub const SPECIMEN: &str = "نموذج";
pub const SPECIMEN_TITLE: &str = "علم النبات الميداني";
pub const AWARDED_TO: &str = "مُنحت إلى";
pub const BY: &str = "من";
pub const DEMO_TITLE: &str = "جرّبه كأنك واحد منهم";
pub const DEMO_LEAD: &str =
    "هذا عرض تجريبي، وهؤلاء الأشخاص مختلَقون. اختر واحدًا؛ يصل البريد الذي فيه رابط الدخول إلى البريد الصادر.";
pub fn sign_in_as(name: &str) -> String {
    format!("ادخل باسم {name}")
}

pub const SIGN_IN_TITLE: &str = "تسجيل الدخول";
pub const SIGN_IN_LEAD: &str = "اكتب عنوان بريدك الإلكتروني ونرسل إليك رابطًا. لا توجد كلمة مرور.";
pub const EMAIL: &str = "عنوان البريد الإلكتروني";
pub const SEND: &str = "أرسلوا لي رابطًا";
pub const SENT_TITLE: &str = "البريد في الطريق";
pub fn sent_to(email: &str) -> String {
    format!("أرسلنا رابطًا إلى {email}. افتحه على هذا الجهاز. يعمل مرة واحدة ولوقت قصير فقط.")
}
pub const SENT_HELP: &str =
    "لم يصل شيء بعد دقائق؟ ابحث في البريد غير المرغوب فيه، أو راجع العنوان وحاول مرة أخرى.";
pub const SENT_OUTBOX: &str = "افتح البريد الصادر";
pub const SENT_AGAIN: &str = "استخدم عنوانًا آخر";
pub const CONFIRM_TITLE: &str = "تسجيل الدخول على هذا الجهاز؟";
pub fn confirm_lead(email: &str) -> String {
    format!("أنت على وشك الدخول باسم {email}.")
}
pub const CONFIRM_NOTE: &str = "إذا لم تطلب هذا الرابط فأغلق الصفحة: لم يحدث شيء بعد.";
pub const CONFIRM: &str = "تسجيل الدخول";
