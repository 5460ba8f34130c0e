//! The contexts that we know: their addresses, and the tables that hold their terms.

use super::Known;

/// Reads a table in, without its remarks, which a browser would only load.
macro_rules! table {
    ($name:literal) => {{
        const TEXT: &str = include_str!(concat!("tables/", $name, ".vocab"));
        const BARE: [u8; without_remarks::<0>(TEXT).1] = without_remarks(TEXT).0;
        match std::str::from_utf8(&BARE) {
            Ok(bare) => bare,
            Err(_) => panic!("whole lines of UTF-8 are UTF-8"),
        }
    }};
}

/// The lines of a table that say something, each without its indentation: as much of them as fits,
/// and how long they all are.
const fn without_remarks<const N: usize>(text: &str) -> ([u8; N], usize) {
    let text = text.as_bytes();
    let (mut bare, mut length, mut at) = ([0; N], 0, 0);
    while at < text.len() {
        while at < text.len() && text[at] == b' ' {
            at += 1;
        }
        let begin = at;
        while at < text.len() && text[at] != b'\n' {
            at += 1;
        }
        at += 1;
        let is_remark = begin + 1 < text.len() && text[begin] == b'#' && text[begin + 1] == b' ';
        if is_remark || begin + 1 == at {
            continue;
        }
        let mut next = begin;
        while next < at {
            if length < N {
                bare[length] = if next < text.len() { text[next] } else { b'\n' };
            }
            length += 1;
            next += 1;
        }
    }
    (bare, length)
}

/// The digest of a published text. Tests compare it; a browser would only load it.
macro_rules! digest {
    ($hex:literal) => {
        if cfg!(target_family = "wasm") { "" } else { $hex }
    };
}

/// Every known context. Of several texts under one address, the one to try first stands first.
pub const KNOWN: &[Known] = &[
    Known {
        url: "https://www.w3.org/ns/credentials/v2",
        edition: "W3C Recommendation",
        sha256: digest!("b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf"),
        tables: &[table!("credentials_v2")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        edition: "with endorsementJwt and jti",
        sha256: digest!("04b1136ddc4eda9a8966bc7ef182789f233a26739473140ef75d6968c29a2966"),
        tables: &[
            table!("open_badges_3_0_2_and_3"),
            table!("open_badges_3_0_3"),
            table!("open_badges_3_0_3_jwt"),
        ],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        edition: "specification repository",
        sha256: digest!("c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99"),
        tables: &[table!("open_badges_3_0_2_and_3"), table!("open_badges_3_0_3")],
    },
    Known {
        url: "https://www.w3.org/2018/credentials/v1",
        edition: "W3C Recommendation",
        sha256: digest!("b01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247"),
        tables: &[table!("credentials_v1")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        edition: "1EdTech",
        sha256: digest!("bdd1d11a55a660322f24660862a1d430ee80cce584465f750909daa43684357c"),
        tables: &[table!("open_badges_3_0_2_and_3"), table!("open_badges_3_0_2")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        edition: "1EdTech",
        sha256: digest!("8bb2354552b70cbdf2066f6d3e24bc5c2be2619145737580ad2aebdc366e77d5"),
        tables: &[table!("open_badges_3_0_0_and_1"), table!("open_badges_3_0_1")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        edition: "1EdTech",
        sha256: digest!("2c54acaa1cffda2420be32ab61f0a2082051211131c6337686f36f2537aa859b"),
        tables: &[table!("open_badges_3_0_0_and_1"), table!("open_badges_3_0_0")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld",
        edition: "1EdTech",
        sha256: digest!("2c54acaa1cffda2420be32ab61f0a2082051211131c6337686f36f2537aa859b"),
        tables: &[table!("open_badges_3_0_0_and_1"), table!("open_badges_3_0_0")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        edition: "1EdTech",
        sha256: digest!("15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7"),
        tables: &[table!("open_badges_extensions")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        edition: "1EdTech",
        sha256: digest!("7defe702c102faf14108579b7d65ef39ecf4c3bbef925b803e15bd77cd6e3394"),
        tables: &[table!("clr_2_0"), table!("clr_2_0_1")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
        edition: "1EdTech",
        sha256: digest!("a2dd0c0c07434663b7b54a51dd8a3363f6d5c420efa87e3d97b4ef8661596d44"),
        tables: &[table!("clr_2_0"), table!("clr_2_0_0")],
    },
    Known {
        url: "https://w3id.org/security/data-integrity/v2",
        edition: "W3C Recommendation",
        sha256: digest!("7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305"),
        tables: &[table!("data_integrity_v2")],
    },
    Known {
        url: "https://w3id.org/security/data-integrity/v1",
        edition: "W3C",
        sha256: digest!("9505bf85338a4c2121ad03992ac90061bc85d43bcfa34d9d47b779381cf08b5f"),
        tables: &[table!("data_integrity_v1")],
    },
    Known {
        url: "https://w3id.org/security/multikey/v1",
        edition: "W3C Recommendation",
        sha256: digest!("be20c3ee6af6e9c4102e66a85c26617831218e32216bdf050f870e389e737cdc"),
        tables: &[table!("multikey_v1")],
    },
    Known {
        url: "https://w3id.org/security/jwk/v1",
        edition: "W3C Recommendation",
        sha256: digest!("38dd329a9a011facda06afc4ba43a121980eaedbd1f974268026d157926bc086"),
        tables: &[table!("jwk_v1")],
    },
    Known {
        url: "https://w3id.org/security/suites/ed25519-2020/v1",
        edition: "W3C Recommendation",
        sha256: digest!("fb517f09d990829aed734c9bad8cbbb2ac3d5063b865c7e3d81f246074bf5691"),
        tables: &[table!("ed25519_2020_v1")],
    },
    Known {
        url: "https://w3id.org/security/suites/ed25519-2018/v1",
        edition: "W3C",
        sha256: digest!("b4cb4ede62cd5c1e98b54340bf9d5ae636e6ba6e92b6bffb50be3c12b473a2de"),
        tables: &[table!("ed25519_2018_v1")],
    },
    Known {
        url: "https://w3id.org/security/suites/jws-2020/v1",
        edition: "W3C",
        sha256: digest!("eed16334842a5635257913b33acd1aeee29009eb188d855f9a1d0ceee4a8ae4d"),
        tables: &[table!("jws_2020_v1")],
    },
    Known {
        url: "https://www.w3.org/ns/credentials/status/v1",
        edition: "W3C Recommendation",
        sha256: digest!("b2fcebfbaf4e6beae2be370fda8a5f9f99c28540c798a75a8cdccc0fb1a12492"),
        tables: &[table!("status_v1")],
    },
    Known {
        url: "https://w3id.org/vc/status-list/2021/v1",
        edition: "W3C",
        sha256: digest!("9768f9aa81ab6c3e2ad96b2d669eaba67afe13fff0140a853f1e3d313fab13b6"),
        tables: &[table!("status_list_2021_v1")],
    },
    Known {
        url: "https://www.w3.org/ns/did/v1",
        edition: "W3C Recommendation",
        sha256: digest!("a7e146c40fcec005d3f0f14ae745665f446da58d7914a9d8f733746686fad82b"),
        tables: &[table!("did_v1")],
    },
    Known {
        url: "https://www.w3.org/ns/cid/v1",
        edition: "W3C Recommendation",
        sha256: digest!("9fc257da5b37784ca2b07c3ad666f5ff9beea846a360ddd229fd0b44972015c8"),
        tables: &[table!("did_v1"), table!("cid_v1")],
    },
    Known {
        url: "https://www.w3.org/ns/credentials/examples/v2",
        edition: "W3C Recommendation",
        sha256: digest!("8a675bead391be98e6054c4e07c41f73337508d398e07047344c5d349aa2dc58"),
        tables: &[table!("examples_v2")],
    },
    Known {
        url: "https://www.w3.org/ns/credentials/undefined-terms/v2",
        edition: "W3C Recommendation",
        sha256: digest!("3b11e1df8c618447e9f79f3737e3c30fc0841537eb95f36003742c633672bb9f"),
        tables: &[table!("undefined_terms_v2")],
    },
    Known {
        url: "https://openbadgespec.org/extensions/accessibilityExtension/context-3.0.0.json",
        edition: "1EdTech",
        sha256: digest!("5516cffc89f003fb93d1c7627eb874adbb6b5fc15cba0cea3107405cef21292c"),
        tables: &[table!("extension_accessibility")],
    },
    Known {
        url: "https://openbadgespec.org/extensions/applyLinkExtension/context-3.0.0.json",
        edition: "1EdTech",
        sha256: digest!("ea2463261715974e203f121da4e97a4b7e86ec8c5df4bfdce63fb0ddbb240206"),
        tables: &[table!("extension_apply_link")],
    },
    Known {
        url: "https://openbadgespec.org/extensions/geoCoordinatesExtension/context-3.0.0.json",
        edition: "1EdTech",
        sha256: digest!("31cd8264247db14bde53ac8cfb03af5110e3360257c895d82eea353197ed39c0"),
        tables: &[table!("extension_geo_coordinates")],
    },
    Known {
        url: "https://openbadgespec.org/extensions/licenseExtension/context-3.0.0.json",
        edition: "1EdTech",
        sha256: digest!("b2787e7cfc1130a526d3b32dc48d9c6915976f625c3b9f2cbca946717d1cc659"),
        tables: &[table!("extension_license")],
    },
];
