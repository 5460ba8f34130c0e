//! One function per page: plain data in, the text of a whole HTML document out.
//!
//! No page fetches or decides what may be seen. Instants are RFC 3339 text and are put into
//! words here; ids are text as they stand in addresses.

mod account;
mod amendments;
mod certificate;
mod claim;
mod desk;
mod disclosures;
mod document;
mod guardian;
mod home;
mod letter;
mod offline;
mod outbox;
mod privacy;
mod problem;
mod public;
mod receipts;
mod record;
mod share;
mod shares;
mod sign_in;
#[cfg(test)]
mod tests;
mod transcript_sheet;
mod verify;
mod wallet;

pub use account::{
    Account, AccountDelete, AccountGuardian, AccountGuardianState, AccountProve, AddressLine, CodeSignIn,
    ConfirmAddress, NewPasskey, OwnKeyLine, OwnKeys, PasskeyAsk, PasskeyLine, RemoveAddress, RemovePasskey,
    SealedLine, SessionLine, account, account_delete, account_prove, address_refused, code_sign_in,
    confirm_address, lost, new_passkey, own_keys, recovery_codes, recovery_codes_made, remove_address,
    remove_passkey,
};
pub use amendments::{AmendmentLine, AmendmentState, Amendments, amendments};
pub use certificate::{Certificate, CodeOnPaper, certificate};
pub use claim::{
    Awarded as ClaimAwarded, ClaimEntry, ClaimEvent, ClaimWaiting, ClaimWay, EventForm, EventStanding,
    claim_entry, claim_event, claim_waiting,
};
pub use desk::achievement::{DeskAchievement, Revoke, desk_achievement, revoke};
pub use desk::addresses::{AddressEndLine, DeskAddresses, desk_addresses};
pub use desk::audit::{AuditLine, AuditPage, AuditSearch, AuditStanding, AuditSubject, audit};
pub use desk::award::{AwardAbout, AwardCheck, AwardOne, EVIDENCE_ROWS, award_check, award_one};
pub use desk::awards::{
    Asked, Awards, Correct, Done, EvidenceFile, OneAward, Renew, RevokeMany, Suspend, awards, correct,
    one_award, renew, revoke_many, suspend,
};
pub use desk::bulk::{
    BulkCancel, BulkCheck, BulkColumn, BulkFaultLine, BulkLine, BulkList, BulkNew, BulkProgress, BulkState,
    bulk_cancel, bulk_check, bulk_list, bulk_new, bulk_progress, bulk_status,
};
pub use desk::claims::{
    ClaimLinkForm, ClaimLinkLine, ClaimLinkState, ClaimPoster, ClaimRequestLine, DeskClaimLink, DeskClaims,
    NewClaimLink, claim_poster, desk_claim_link, desk_claims, new_claim_link,
};
pub use desk::class_award::{
    AwardPupil, ClassAwardAbout, ClassAwardCheck, ClassAwardChoice, ClassAwardDone, ClassAwardForm,
    ResultColumn, ResultKind, class_award_check, class_award_choice, class_award_done, class_award_form,
};
pub use desk::class_form::{
    AddPupils, ClassForm, LineFate, RosterCheck, RosterLine, TeacherChoice, add_pupils, class_form,
    roster_check,
};
pub use desk::classes::{ClassLine, ClassPage, Classes, PupilLine, class_page, classes};
pub use desk::disclosures::{DisclosureForm, LearnerDisclosures, learner_disclosures};
pub use desk::editor::{AchievementEditor, AchievementForm, achievement_editor};
pub use desk::endorsement::{
    EndorsementLine, EndorsementPage, Endorsements, NewEndorsement, ReceivedLine, RevokeEndorsement,
    endorsement_page, endorsements, new_endorsement, revoke_endorsement,
};
pub use desk::guardians::{EndGuardian, GuardianLine, LearnerGuardians, end_guardian, learner_guardians};
pub use desk::imports::{
    ImportChoice, ImportFault, ImportFaults, ImportLine, ImportList, ImportMapping, ImportPreview,
    ImportSample, ImportState, import_faults, import_list, import_preview,
};
pub use desk::insights::{Figure, InsightLine, Insights, insights};
pub use desk::institution::{
    FoundForm, FoundInstitution, Institution, InstitutionForm, found_institution, found_refused, institution,
};
pub use desk::keys::{
    KeyLine, KeyState, KeysPage, ReplaceKey, SignedByKey, StolenKey, keys, replace_key, signed_by_key,
    stolen_key,
};
pub use desk::learners::{LearnerForm, LearnerPage, Learners, learner_form, learner_page, learners};
pub use desk::mail::{UndeliveredLetter, UndeliveredMail, undelivered_mail};
pub use desk::on_its_way::{DeliveryForm, DeskDelivery, desk_delivery};
pub use desk::person::{PersonData, person_data};
pub use desk::preview::{AchievementImport, AchievementPreview, achievement_import, achievement_preview};
pub use desk::programs::{
    MadeProgram, ProgramForm, ProgramLine, ProgramState, ProgramsPage, RevokeProgram, made_program, programs,
    revoke_program,
};
pub use desk::requests::{DeclineRequest, RequestLine, Requests, decline_request, requests};
pub use desk::rework::{
    RenewMany, ReworkKind, ReworkLeft, ReworkLine, ReworkPage, ReworkState, renew_many, rework, rework_status,
};
pub use desk::slips::{Slip, Slips, slips};
pub use desk::staff::{
    InvitationPage, InvitedLine, MemberLine, RemoveMember, StaffPage, invitation, remove_member, staff,
};
pub use desk::transcripts::batch::{
    TranscriptBatch, transcript_batch, transcript_batch_status, transcript_undo,
};
pub use desk::transcripts::hand::{HandEntry, HandTranscript, hand_transcript};
pub use desk::transcripts::plan::{TranscriptChange, TranscriptPlan, TranscriptQuestion, transcript_plan};
pub use desk::transcripts::{BatchLine, BatchState, Transcripts, transcripts};
pub use desk::versions::{AchievementQuestion, VersionLine, achievement_question};
pub use desk::{AchievementLine, AwardLine, AwardState, Desk, DeskChooser, desk, desk_chooser};
pub use disclosures::{DisclosureKind, DisclosureLine, Disclosures, disclosures};
pub use guardian::{
    GuardianAsked, GuardianInvited, PersonLine, WardCredential, WardHead, WardItem, WardLink, WardLinkPage,
    WardRecord, WardSection, WardWallet, guardian_asked, guardian_invited, guardian_people, ward_credential,
    ward_end_link, ward_leave, ward_link, ward_record, ward_wallet,
};
pub use home::{Demo, DemoPerson, Home, home};
pub use letter::{Letter, letter};
pub use offline::offline;
pub use outbox::{Mail, Outbox, outbox};
pub use privacy::{Privacy, privacy};
pub use problem::{ProblemPage, problem};
pub use public::{
    AchievementCard, AchievementPage, AchievementTerms, CredentialPage, IssuerKey, IssuerPage,
    achievement_page, credential_page, issuer_page,
};
pub use receipts::{Receipts, ShareReceipt, receipts};
pub use record::{
    Record, RecordCard, RecordOthers, RecordPart, RecordParts, ShareForm, record, record_composer,
    record_others, record_parts, record_parts_state, record_state,
};
pub use share::{Share, ShareItem, ShareLink, ShareSection, share};
pub use shares::{
    PublicCredentials, ShareAsk, ShareChoice, ShareDevice, ShareLine, ShareManage, ShareRefused, ShareState,
    share_ask, share_manage, shares,
};
pub use sign_in::{SignIn, SignInConfirm, SignInSent, sign_in, sign_in_confirm, sign_in_sent};
pub use verify::{Verify, verify};
pub use wallet::{
    Held, Offer, RecordLine, Wallet, WalletAdd, WalletAdded, WalletAlong, WalletAsked, WalletCame,
    WalletCameAlong, WalletChoice, WalletChoices, WalletCredential, WalletEarlier, WalletEvent, WalletFound,
    WalletGuardians, WalletLine, WalletNews, WalletPublic, WalletRemove, WalletRemoved, WalletSkill,
    WalletSkills, WalletState, WalletView, WalletWaiting, WalletWhose, WalletWhy, WardInvited, wallet,
    wallet_add, wallet_along, wallet_credential, wallet_found, wallet_remove, wallet_removed, wallet_skills,
};
