//! Which parameters hold secrets, told by their names.

use crate::tree::Node;
use heck::ToSnakeCase as _;

/// Words at the end of a name whose value stays out of logs. A name is all there is to tell by, so it is better to
/// hide too much.
const SECRET_ENDINGS: [&str; 9] =
    ["access_key", "assertion", "credential", "passwd", "password", "private_key", "pwd", "secret", "token"];

/// Tokens that open nothing: they mark a call or a page of a list.
const OPEN_TOKENS: [&str; 6] =
    ["client_token", "continuation_token", "idempotent_token", "next_page_token", "next_token", "page_token"];

/// Whether the parameter, or a member that it is told to have, is secret by its name.
pub(super) fn is_told(node: &Node<'_>) -> bool {
    is_secret(node.text("name").unwrap_or_default())
        || node.text("type") == Some("Json") && node.list("sub_parameters").iter().any(is_told)
}

fn is_secret(name: &str) -> bool {
    let name = name.to_snake_case();
    let ends_in = |ending: &&str| {
        name.strip_suffix(ending).is_some_and(|before| before.is_empty() || before.ends_with('_'))
    };
    SECRET_ENDINGS.iter().any(ends_in) && !OPEN_TOKENS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_are_told_by_their_names() {
        for name in ["Password", "MasterUserPassword", "AppSecret", "SSLPrivateKey", "db_passwd", "OIDCToken"]
        {
            assert!(is_secret(name), "{name}");
        }
        for name in ["PasswordInherit", "ClientToken", "Secretary", "NextToken", "KeyPairName"] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
