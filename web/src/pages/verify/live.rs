//! What the browser finds, still empty: the island fills it in, finding each part by its id.

use leptos::prelude::*;

use crate::islands::Verifier;
use crate::islands::verify::HEADLINES;
use crate::results::Column;
use crate::words::{results, verify as words};

/// All of it, hidden. `worker`: where the verifier's script is.
pub(super) fn live_view(worker: String) -> AnyView {
    view! {
        <p id="said" class="unseen" role="status"></p>
        <div id="checked" class="own-result" hidden>
            <p id="says" class="hint" role="status" hidden></p>
            <button type="button" id="by-server" data-do="by-server" hidden>{words::BY_SERVER}</button>
            {many()}
            {one(worker)}
            <details id="looked-up" class="fold looked-up" hidden>
                <summary>{words::LOOKED_UP}</summary>
                <p id="stayed"></p>
                <div id="addresses"></div>
            </details>
        </div>
    }
    .into_any()
}

fn many() -> AnyView {
    let headings: Vec<_> = Column::ALL
        .into_iter()
        .enumerate()
        .map(|(index, column)| {
            view! {
                <th scope="col" role="columnheader" id=format!("column-{index}") aria-sort="none">
                    <button type="button" class="sort" data-do="sort" data-column=index.to_string()>
                        {results::column(column)}
                    </button>
                </th>
            }
        })
        .collect();
    view! {
        <section id="many" aria-labelledby="many-title" hidden>
            <h2 id="many-title" class="unseen">{results::TABLE}</h2>
            <p id="sum" class="summary-line"></p>
            {progress()}
            {controls()}
            <table id="table" class="results" role="table" aria-label=results::TABLE aria-describedby="table-hint">
                <caption class="hint" id="table-hint">{results::TABLE_HINT}</caption>
                <thead role="rowgroup"><tr role="row">{headings}</tr></thead>
                <tbody id="rows" role="rowgroup"></tbody>
            </table>
            <p id="no-rows" class="empty" hidden>{results::FILTER_EMPTY}</p>
            <button type="button" id="more" data-do="more" hidden></button>
            <div id="apart"></div>
        </section>
    }
    .into_any()
}

fn progress() -> AnyView {
    view! {
        <div id="working" class="row working" hidden>
            <progress id="progress" aria-label=results::PROGRESS></progress>
            <span id="progress-text"></span>
            <button type="button" class="small" data-do="stop">{results::STOP}</button>
            <span id="patience" class="hint" hidden>{results::PATIENCE}</span>
        </div>
        <button type="button" id="go-on" data-do="go-on" hidden>{results::GO_ON}</button>
    }
    .into_any()
}

fn controls() -> AnyView {
    let options: Vec<_> = HEADLINES
        .into_iter()
        .enumerate()
        .map(|(index, headline)| view! { <option value=index.to_string()>{results::headline(headline)}</option> })
        .collect();
    view! {
        <div id="controls" class="controls" hidden>
            <div class="field">
                <label for="show">{results::FILTER_VERDICT}</label>
                <select id="show" autocomplete="off">
                    <option value="">{results::FILTER_ALL}</option>
                    {options}
                </select>
            </div>
            <div class="field">
                <label for="find">{results::FILTER_TEXT}</label>
                <input id="find" type="search" autocomplete="off" />
            </div>
            <button type="button" data-do="export">{results::EXPORT}</button>
        </div>
    }
    .into_any()
}

fn one(worker: String) -> AnyView {
    view! {
        <section id="one" class="opened" aria-labelledby="one-title" hidden>
            <button type="button" id="back" data-do="back" hidden>{results::BACK}</button>
            <h2 id="one-title" class="unseen" tabindex="-1">{words::RESULT}</h2>
            <p id="one-from" class="hint address" hidden></p>
            <div id="one-head" class="stack"></div>
            <Verifier worker=worker />
            <div id="one-more" class="stack" hidden>
                {whose()}
                {keep()}
            </div>
        </section>
    }
    .into_any()
}

/// "Is this really theirs?"
fn whose() -> AnyView {
    view! {
        <section class="whose" aria-labelledby="whose-title">
            <h3 id="whose-title">{words::WHOSE}</h3>
            <form id="whose-form">
                <p class="hint" id="whose-hint">{words::WHOSE_HINT}</p>
                <div class="ask">
                    <label for="whose">{words::WHOSE_FIELD}</label>
                    <input id="whose" type="text" autocomplete="off" aria-describedby="whose-hint" />
                    <button>{words::WHOSE_ASK}</button>
                </div>
            </form>
            <div id="whose-answer" role="status"></div>
        </section>
    }
    .into_any()
}

/// To print, and to save as a receipt.
fn keep() -> AnyView {
    view! {
        <div class="keep row">
            <button type="button" data-do="print">{words::PRINT}</button>
            <button type="button" id="receipt" data-do="receipt">{words::RECEIPT}</button>
            <div id="receipt-asks" class="notice stack" hidden>
                <p id="receipt-means">{words::RECEIPT_MEANS}</p>
                <p class="row">
                    <button type="button" id="receipt-send" data-do="receipt-send" aria-describedby="receipt-means">
                        {words::RECEIPT_SEND}
                    </button>
                    <button type="button" data-do="receipt-cancel">{words::RECEIPT_CANCEL}</button>
                </p>
            </div>
            <p id="receipt-says" role="status" hidden></p>
        </div>
    }
    .into_any()
}
