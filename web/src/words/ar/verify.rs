//! Checking: the page, and the heads of a shared record.

pub const TITLE: &str = "تحقّق من شهادة";
pub const LEAD: &str =
    "أعطنا ما أُعطيت: رابطًا أو نصًّا أو ملفات أو رمز QR. ترى خلال ثوانٍ ما هو صحيح فيه، وما تعذّر التحقّق منه.";
pub const IN_BROWSER: &str = "يجري التحقّق في متصفحك أنت. ولا يُحفظ شيء.";
pub const TEXT: &str = "الصق رابطًا أو شهادة أو قائمة كاملة";
pub const FILE: &str = "اختر ملفات";
pub const PICTURE: &str = "اختر صورة لرمز QR";
pub const CHECK: &str = "تحقّق";
pub const RESULT: &str = "ما وجدناه";
pub const PRINT: &str = "اطبع";
pub const SHARED: &str = "سجلّ مشارَك";
pub const SHARED_ITEMS: &str = "الشهادات";
pub const SUMMARY_LABEL: &str = "نتيجة التحقّق";
