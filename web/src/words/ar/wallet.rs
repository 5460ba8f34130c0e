//! The wallet: offers, credentials, records, shares.

pub const TITLE: &str = "محفظتك";
pub const OFFERS: &str = "بانتظارك";
pub fn offered(issuer: &str, day: &str, email: &str) -> String {
    format!("من {issuer}، {day}، إلى {email}")
}
pub const CLAIM: &str = "استلم";
pub fn claim_name(name: &str) -> String {
    format!("استلم {name}")
}
pub const CREDENTIALS: &str = "الشهادات";
pub const NO_CREDENTIALS: &str =
    "لا شيء هنا بعد. عندما تمنحك مؤسسة شيئًا ترسل إليك بريدًا، وينتظرك ما مُنحته هنا.";
pub const RECORDS: &str = "السجلّات";
pub const NO_RECORDS: &str = "السجلّ مختارات من شهاداتك، بالترتيب الذي تريده، تستطيع مشاركتها برابط.";
pub const NEW_RECORD: &str = "عنوان سجلّ جديد";
pub const NEW_RECORD_HINT: &str = "مثل الوظيفة أو الدراسة التي هو لها. يقرؤه كل من لديه الرابط.";
pub const CREATE_RECORD: &str = "أنشئ سجلًّا";
pub fn record_line(items: u64, shares: u64) -> String {
    let credentials = super::general::credentials(items);
    match shares {
        0 => format!("{credentials}، غير مشارَك"),
        _ => format!("{credentials}، روابط فعّالة: {shares}"),
    }
}

pub const BACK: &str = "العودة إلى محفظتك";
pub fn held_since(day: &str) -> String {
    format!("في محفظتك منذ {day}.")
}
pub const ADD_TO_LABEL: &str = "أضفها إلى سجلّ";
pub fn add_to(title: &str) -> String {
    format!("أضف إلى «{title}»")
}
pub const ADD: &str = "أضف";
pub fn add_name(name: &str) -> String {
    format!("أضف {name}")
}
pub const SIGNED_TEXT: &str = "النص الموقَّع";
pub const SIGNED_TEXT_LEAD: &str =
    "هذه هي الشهادة نفسها كما وُقّعت تمامًا. احتفظ بنسخة: يمكن التحقّق منها في أي مكان، معنا أو من دوننا.";
pub const DOWNLOAD: &str = "احفظ النص الموقَّع في ملف";
pub const OWN_PAGE: &str = "صفحتها";

pub const RECORD: &str = "سجلّ";
pub fn move_up(name: &str) -> String {
    format!("ارفع {name}")
}
pub fn move_down(name: &str) -> String {
    format!("أنزل {name}")
}
pub fn remove(name: &str) -> String {
    format!("أزل {name} من هذا السجلّ")
}
pub const REMOVE_LABEL: &str = "أزل";
pub const SAVING: &str = "جارٍ الحفظ …";
pub const SAVED: &str = "حُفظ.";
pub const UNDO: &str = "تراجع";

pub const OTHERS: &str = "أضف شهادة";
pub const OTHERS_EMPTY: &str = "كل ما لديك موجود في هذا السجلّ.";
pub const ABOUT: &str = "العنوان والمقدّمة";
pub const RECORD_TITLE: (&str, &str) = ("العنوان", "يقرؤه كل من لديه الرابط.");
pub const INTRODUCTION: (&str, &str) = ("المقدّمة", "كلمات منك قبل الشهادات.");
pub const SAVE: &str = "احفظ";
pub const SHARE: &str = "شاركه";
pub const SHARE_LEAD: &str =
    "يعرض الرابط السجلّ كما هو الآن وكما تغيّره، لكل من لديه الرابط. ويمكنك إنهاؤه في أي وقت.";
pub const SHARE_EMPTY: &str = "أضف شهادة أولًا، ثم يمكنك مشاركة السجلّ.";
pub const DAYS: &str = "لأي مدة";
pub const DAYS_CHOICES: [(&str, &str); 4] =
    [("7", "7 أيام"), ("30", "30 يومًا"), ("90", "90 يومًا"), ("365", "سنة")];
pub const SHARE_BUTTON: &str = "أنشئ رابطًا";
pub const SHARES: &str = "الروابط الفعّالة";
pub const LINK: &str = "الرابط";
pub const OPEN_LINK: &str = "شاهده كما يراه الآخرون";
pub const QR: &str = "رمز QR";
pub const QR_SAVE: &str = "احفظه بصيغة PNG";
pub const END: &str = "أنهِ هذا الرابط …";
pub const END_BUTTON: &str = "أنهِ الرابط";
