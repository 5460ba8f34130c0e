//! Transcripts at the desk.

use super::*;

fn batch(state: BatchState) -> TranscriptBatch {
    TranscriptBatch {
        issuer: issuer(),
        line: BatchLine { id: hostile(), title: hostile(), created_at: hostile(), state, done: 1, total: 2 },
        counts: [1, 2, 3, 4],
        left_out: 1,
        undone: 1,
        planned: [1, 2, 3],
        entries: [4, 5, 6],
        release_at: Some(hostile()),
        own: false,
        left: vec![(hostile(), hostile())],
    }
}

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let errors = vec![FieldError { field: "term-0".to_owned(), message: hostile() }];
    let plan = TranscriptPlan {
        issuer: issuer(),
        import: hostile(),
        started: Some(hostile()),
        file: hostile(),
        new: 1,
        extended: 2,
        corrected: 3,
        unchanged: 4,
        gone: 1,
        added: 1,
        changed: 2,
        withdrawn: 3,
        standing: 4,
        takes_back_much: true,
        renamed: 2,
        without_letter: 1,
        digest: "\"><b>".to_owned(),
        questions: vec![TranscriptQuestion {
            sourced_id: hostile(),
            name: hostile(),
            text: hostile(),
            mergeable: true,
        }],
        changes: vec![TranscriptChange { name: hostile(), entries: vec![[hostile(), hostile(), hostile()]] }],
        merged: vec![hostile()],
        approval: true,
        withdraw: true,
        release: hostile(),
        errors: errors.clone(),
    };
    let entry = HandEntry { achievement: hostile(), term: hostile(), result: hostile(), credits: hostile() };
    let hand = HandTranscript {
        once: hostile(),
        issuer: issuer(),
        learner: hostile(),
        name: hostile(),
        extends: true,
        achievements: vec![(hostile(), hostile())],
        partial: true,
        legend: hostile(),
        entries: vec![entry],
        errors,
    };
    let lines = [BatchState::Running, BatchState::Undone].map(|state| batch(state).line).to_vec();
    vec![
        ("transcripts", transcripts(chrome, &Transcripts { issuer: issuer(), batches: lines })),
        ("transcript plan", transcript_plan(chrome, &plan)),
        ("transcript batch", transcript_batch(chrome, &batch(BatchState::Running))),
        ("transcript batch to approve", transcript_batch(chrome, &batch(BatchState::Approval))),
        ("transcript batch failed", transcript_batch(chrome, &batch(BatchState::Failed))),
        ("transcript undo", transcript_undo(chrome, &batch(BatchState::Done), (1, 1))),
        ("transcript by hand", hand_transcript(chrome, &hand)),
    ]
}
