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
            <button type="button" id="by-server" data-do="by-server" hidden>{words::by_server()}</button>
            {many()}
            {one(worker)}
            <details id="looked-up" class="fold looked-up" hidden>
                <summary>{words::looked_up()}</summary>
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
            <h2 id="many-title" class="unseen">{results::table()}</h2>
            <p id="sum" class="summary-line"></p>
            {progress()}
            {controls()}
            <table id="table" class="results" role="table" aria-label=results::table() aria-describedby="table-hint">
                <caption class="hint" id="table-hint">{results::table_hint()}</caption>
                <thead role="rowgroup"><tr role="row">{headings}</tr></thead>
                <tbody id="rows" role="rowgroup"></tbody>
            </table>
            <p id="no-rows" class="empty" hidden>{results::filter_empty()}</p>
            <button type="button" id="more" data-do="more" hidden></button>
            <div id="apart"></div>
        </section>
    }
    .into_any()
}

fn progress() -> AnyView {
    view! {
        <div id="working" class="row working" hidden>
            <progress id="progress" aria-label=results::progress_label()></progress>
            <span id="progress-text"></span>
            <button type="button" class="small" data-do="stop">{results::stop()}</button>
            <span id="patience" class="hint" hidden>{results::patience()}</span>
        </div>
        <button type="button" id="go-on" data-do="go-on" hidden>{results::go_on()}</button>
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
                <label for="show">{results::filter_verdict()}</label>
                <select id="show" autocomplete="off">
                    <option value="">{results::filter_all()}</option>
                    {options}
                </select>
            </div>
            <div class="field">
                <label for="find">{results::filter_text()}</label>
                <input id="find" type="search" autocomplete="off" />
            </div>
            <button type="button" data-do="export">{results::export()}</button>
        </div>
    }
    .into_any()
}

fn one(worker: String) -> AnyView {
    view! {
        <section id="one" class="opened" aria-labelledby="one-title" hidden>
            <button type="button" id="back" data-do="back" hidden>{results::back()}</button>
            <h2 id="one-title" class="unseen" tabindex="-1">{words::result()}</h2>
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
            <h3 id="whose-title">{words::whose_label()}</h3>
            <form id="whose-form">
                <p class="hint" id="whose-hint">{words::whose_hint()}</p>
                <div class="ask">
                    <label for="whose">{words::whose_field()}</label>
                    <input id="whose" type="text" autocomplete="off" aria-describedby="whose-hint" />
                    <button>{words::whose_ask()}</button>
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
            <button type="button" data-do="print">{words::print()}</button>
            <button type="button" id="receipt" data-do="receipt">{words::receipt()}</button>
            <div id="receipt-asks" class="notice stack" hidden>
                <p id="receipt-means">{words::receipt_means()}</p>
                <p class="row">
                    <button type="button" id="receipt-send" data-do="receipt-send" aria-describedby="receipt-means">
                        {words::receipt_send()}
                    </button>
                    <button type="button" data-do="receipt-cancel">{words::receipt_cancel()}</button>
                </p>
            </div>
            <p id="receipt-says" role="status" hidden></p>
        </div>
    }
    .into_any()
}
