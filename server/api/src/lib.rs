//! Request and response types of `/api/v1`, shared by the server and the islands.
//!
//! One file per resource. Field names are camel case in JSON; ids are UUIDs as text, instants
//! RFC 3339 text in UTC. Reports, needs and policies are `crypto`'s own types.
//!
//! No type here holds a number that is flattened or untagged: `ssi` switches on
//! `serde_json/arbitrary_precision` for the whole native build, under which those fail.

mod achievements;
mod audit;
mod bulk;
mod claims;
mod classes;
mod credentials;
mod endorsements;
mod imports;
mod insights;
mod institution;
mod keys;
mod learners;
mod links;
pub mod open_badges;
mod problem;
mod records;
mod renewals;
mod shares;
mod transcripts;
mod verification;
mod wallet;

pub use achievements::{
    Achievement, AchievementDraft, AchievementFile, AchievementState, AchievementVersion,
    ImportedAchievement, NewAchievement, VersionState,
};
pub use audit::AuditAct;
pub use bulk::{Bulk, BulkColumns, BulkDryRun, BulkFault, BulkRequest, BulkStart, BulkState};
pub use claims::{
    ClaimCode, ClaimDecided, ClaimDecision, ClaimLink, ClaimLinkChange, ClaimLinkFile, ClaimLinkState,
    ClaimRequest, ClaimRequestState, CredentialPlace, NewClaimLink, Readdress, Release, Resent, SeenAs,
};
pub use classes::{
    Class, ClassAdded, ClassArchive, ClassAward, ClassAwardLearner, ClassAwarded, ClassFile, ClassMembers,
    NewClass, Slip, SlipRequest, Teacher,
};
pub use credentials::{
    Award, AwardedCredential, Correction, CredentialEvent, CredentialFile, CredentialSearch, CredentialState,
    HeldCredential, IssuedCredential, Recipient, Revocation, Revocations,
};
pub use endorsements::{
    Endorsement, EndorsementDocument, EndorsementLook, EndorsementSubject, NewEndorsement,
    ReceivedEndorsement,
};
pub use imports::{Import, ImportFault, ImportMapping, ImportPreview, ImportState};
pub use insights::{AchievementInsight, InsightNumbers, Insights, MonthInsight};
pub use institution::{Invitation, LetterWords, Profile, SigningKey, Staff, StaffMember, UndeliveredMail};
pub use keys::{
    KeyChallenge, KeyProof, NewSealedKey, PresentationRequest, ProvenKey, SealedKdf, SealedKey,
    SignedPresentation,
};
pub use learners::{Learner, LearnerFile, LearnerSearch, NewLearner};
pub use links::{LinkProblem, LinkRequest};
pub use problem::{FieldError, ProblemDetails};
pub use records::{
    Cover, KeptRecord, NoSuchEdit, PartOf, PasscodeRequest, RecordContent, RecordEdit, RecordItem,
    RecordSave, RecordSection, RecordTurn, SharedCredential, SharedRecord,
};
pub use renewals::{LeftOut, NewRenewal, RenewOne, Renewal, RenewalState};
pub use shares::{ReceiptContent, ReceiptItem};
pub use transcripts::{
    NewTranscript, StartTranscripts, TranscriptBatch, TranscriptDo, TranscriptEntry, TranscriptPlan,
    TranscriptQuestion, TranscriptStep,
};
pub use verification::{
    KnowledgeRequest, MOST_DOCUMENTS, Verification, VerificationState, VerifiedInput, VerifyReports,
    VerifyRequest,
};
pub use wallet::{BroughtHolding, Holding, HoldingOutcome, HoldingWhose, NewHolding};

/// A list, or a part of one.
#[derive(Clone, Debug, serde::Deserialize, Eq, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct List<T> {
    /// The things asked for.
    pub items: Vec<T>,
    /// The cursor of the next part; absent where this is the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
