//! Whether what was got can be the whole description.

use anyhow::bail;

/// Judges by the number of operations; a warning if some are missing.
///
/// # Errors
///
/// If there are none, or, unless forced, less than half of `ours`: then it is more likely a part or
/// another API than the vendor's next version.
pub(super) fn judge(fetched: usize, ours: usize, force: bool) -> anyhow::Result<Option<String>> {
    if fetched == 0 {
        bail!("it describes no operation; what was there is kept");
    }
    let fewer = format!("it describes {fetched} operations, and ours {ours}");
    if fetched * 2 < ours && !force {
        bail!("{fewer}; what was there is kept. If that is right, run this again with `--force`");
    }
    Ok((fetched * 10 < ours * 9).then(|| format!("{fewer}: more than a tenth is missing")))
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn what_shrinks_is_doubted() {
        assert_eq!(judge(135, 135, false).unwrap(), None);
        assert_eq!(judge(200, 135, false).unwrap(), None);
        assert_eq!(judge(122, 135, false).unwrap(), None);
        let warning = judge(121, 135, false).unwrap().unwrap();
        assert!(
            warning.contains("121 operations, and ours 135"),
            "{warning}"
        );
        let error = judge(67, 135, false).unwrap_err();
        assert!(error.to_string().contains("--force"), "{error}");
        assert!(judge(67, 135, true).unwrap().is_some());
        assert!(judge(0, 135, true).is_err());
    }
}
