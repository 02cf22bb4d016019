//! The rules: what each kind of change is called, whom it breaks, and why.
//!
//! This is the one list. `docs/diff-rules.md` is written from it, and a test holds the two together.

use std::fmt;

pub(crate) use direction::{
    Direction, Shift, by_direction, constraint_rule, format_rule, type_rule,
};
pub(crate) use severity::{Release, Severity};

mod direction;
mod severity;

macro_rules! rules {
    ($($rule:ident $name:literal $severity:ident $release:ident $reason:literal;)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Rule {
            $(#[doc = $reason] $rule,)*
        }

        impl Rule {
            /// All rules, in the order of the documentation.
            pub(crate) const ALL: &[Self] = &[$(Self::$rule,)*];

            /// The stable name.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$rule => $name,)* }
            }

            /// Whom the change breaks.
            pub(crate) fn severity(self) -> Severity {
                match self { $(Self::$rule => Severity::$severity,)* }
            }

            /// What the change asks of the next version of the client.
            pub(crate) fn release(self) -> Release {
                match self { $(Self::$rule => Release::$release,)* }
            }

            /// Why it is judged so.
            pub(crate) fn reason(self) -> &'static str {
                match self { $(Self::$rule => $reason,)* }
            }
        }
    };
}

rules! {
    // Operations
    OperationAdded "operation-added" Harmless Feature
        "There is more to call.";
    OperationRemoved "operation-removed" Callers Breaking
        "Calls of it fail.";
    PathMoved "path-moved" Callers Breaking
        "The operation is the same under another address; calls of the old one fail.";
    OperationMethodChanged "operation-method-changed" Callers Breaking
        "The operation is the same under another method; calls with the old one fail.";
    PathParameterRenamed "path-parameter-renamed" Harmless Breaking
        "The address is filled in by position, so calls are the same; the client's parameter is renamed.";
    OperationIdChanged "operation-id-changed" Harmless Breaking
        "The name is not sent; the client's method is renamed.";
    OperationTagsChanged "operation-tags-changed" Harmless Fix
        "Where an operation is listed does not change how it is called.";
    Deprecated "deprecated" Harmless Fix
        "It works as before; there is better, or it will go.";
    DeprecationWithdrawn "deprecation-withdrawn" Harmless Fix
        "It works as before.";
    ServerAdded "server-added" Harmless Fix
        "The old addresses go on working.";
    ServerRemoved "server-removed" Callers Breaking
        "Calls to this address may fail.";
    SecurityNarrowed "security-narrowed" Callers Breaking
        "Credentials that were enough no longer are.";
    SecurityWidened "security-widened" Harmless Fix
        "Credentials that were enough still are.";

    // Parameters
    RequestParameterAdded "request-parameter-added" Harmless Feature
        "It may be left out.";
    RequestParameterAddedRequired "request-parameter-added-required" Callers Breaking
        "Calls do not have it yet.";
    RequestParameterRemoved "request-parameter-removed" Callers Breaking
        "Calls that send it are refused or, worse, answered as if they had not.";
    RequestParameterMoved "request-parameter-moved" Callers Breaking
        "It is looked for at another place of the request.";
    RequestParameterStyleChanged "request-parameter-style-changed" Callers Breaking
        "The same value has to be written in another way.";
    RequestParameterBecameRequired "request-parameter-became-required" Callers Breaking
        "Calls that leave it out are refused.";
    RequestParameterBecameOptional "request-parameter-became-optional" Harmless Feature
        "Calls that send it go on working.";

    // Bodies of requests
    RequestBodyAdded "request-body-added" Harmless Breaking
        "It may be left out; the client's method takes one more argument.";
    RequestBodyAddedRequired "request-body-added-required" Callers Breaking
        "Calls do not have it yet.";
    RequestBodyRemoved "request-body-removed" Callers Breaking
        "What calls send is refused or no longer read.";
    RequestBodyBecameRequired "request-body-became-required" Callers Breaking
        "Calls that leave it out are refused.";
    RequestBodyBecameOptional "request-body-became-optional" Harmless Feature
        "Calls that send it go on working.";
    RequestMediaTypeAdded "request-media-type-added" Harmless Feature
        "The old ones are still taken.";
    RequestMediaTypeRemoved "request-media-type-removed" Callers Breaking
        "Calls that send it are refused.";

    // Answers
    ResponseSuccessStatusAdded "response-success-status-added" Readers Breaking
        "Programs do not know this status, nor the body that comes with it.";
    ResponseSuccessStatusRemoved "response-success-status-removed" Readers Breaking
        "Programs wait in vain for this status and its body.";
    ResponseSuccessStatusChanged "response-success-status-changed" Readers Breaking
        "Programs that wait for the old status take the new one for a failure.";
    ResponseErrorStatusAdded "response-error-status-added" Harmless Fix
        "Any call may fail in any way; a program knows an error by the class of its status (RFC 9110, 15).";
    ResponseErrorStatusRemoved "response-error-status-removed" Harmless Fix
        "There is less that can fail.";
    ResponseBodyAdded "response-body-added" Harmless Breaking
        "Programs that expect no body do not read it; the client's method returns another type.";
    ResponseBodyRemoved "response-body-removed" Readers Breaking
        "Programs read a body that is no longer there.";
    ResponseMediaTypeAdded "response-media-type-added" Harmless Feature
        "A program names the media types that it reads (`Accept`), and gets the old one.";
    ResponseMediaTypeRemoved "response-media-type-removed" Readers Breaking
        "Programs that read this media type get another one, or nothing.";
    ResponseHeaderAdded "response-header-added" Harmless Feature
        "Programs pass over headers that they do not know.";
    ResponseHeaderRemoved "response-header-removed" Readers Breaking
        "Programs read a header that is no longer there.";
    ResponseHeaderBecameOptional "response-header-became-optional" Readers Breaking
        "Programs rely on its being there.";
    ResponseHeaderBecameRequired "response-header-became-required" Harmless Fix
        "Programs are prepared for its being there.";

    // Types as a whole
    ComponentAdded "component-added" Harmless Feature
        "Nothing that was there refers to it.";
    ComponentRemoved "component-removed" Harmless Breaking
        "Names of types are not sent; the client's type is gone. What it means for calls and answers is told where it was used.";
    ComponentRenamed "component-renamed" Harmless Breaking
        "Names of types are not sent; the client's type is renamed.";
    ComponentExchanged "component-exchanged" Harmless Breaking
        "Another type of the same form stands here; the client's types differ by name.";

    // Properties
    RequestPropertyAdded "request-property-added" Harmless Feature
        "It may be left out.";
    RequestPropertyAddedRequired "request-property-added-required" Callers Breaking
        "Calls do not have it yet.";
    RequestPropertyRemoved "request-property-removed" Callers Breaking
        "Calls that send it are refused, or it is not read.";
    RequestPropertyBecameRequired "request-property-became-required" Callers Breaking
        "Calls that leave it out are refused.";
    RequestPropertyBecameOptional "request-property-became-optional" Harmless Breaking
        "Calls that send it go on working; the client's field has another type.";
    ResponsePropertyAdded "response-property-added" Harmless Feature
        "Programs pass over properties that they do not know.";
    ResponsePropertyAddedToClosedObject "response-property-added-to-closed-object" Readers Breaking
        "The object was said to have no other properties, so a strict reader refuses it.";
    ResponsePropertyRemoved "response-property-removed" Readers Breaking
        "Programs read a property that is no longer there.";
    ResponsePropertyBecameRequired "response-property-became-required" Harmless Breaking
        "Programs are prepared for its being there; the client's field has another type.";
    ResponsePropertyBecameOptional "response-property-became-optional" Readers Breaking
        "Programs rely on its being there.";
    RequestAdditionalPropertiesWidened "request-additional-properties-widened" Harmless Feature
        "What was taken still is.";
    RequestAdditionalPropertiesNarrowed "request-additional-properties-narrowed" Callers Breaking
        "Properties without a name of their own that calls send are refused.";
    ResponseAdditionalPropertiesWidened "response-additional-properties-widened" Readers Breaking
        "The object was said to have no others than these; a strict reader refuses it.";
    ResponseAdditionalPropertiesNarrowed "response-additional-properties-narrowed" Harmless Breaking
        "Programs are prepared for what still comes; the client's type may differ.";

    // Values
    RequestTypeWidened "request-type-widened" Harmless Breaking
        "What calls send is still taken; the client's type differs.";
    RequestTypeNarrowed "request-type-narrowed" Callers Breaking
        "Some of what calls send is refused.";
    RequestTypeChanged "request-type-changed" Callers Breaking
        "What calls send is refused.";
    ResponseTypeWidened "response-type-widened" Readers Breaking
        "Programs meet values of a type that they are not prepared for.";
    ResponseTypeNarrowed "response-type-narrowed" Harmless Breaking
        "Programs are prepared for what still comes; the client's type differs.";
    ResponseTypeChanged "response-type-changed" Readers Breaking
        "Programs meet values of a type that they are not prepared for.";
    RequestBecameNullable "request-became-nullable" Harmless Breaking
        "What calls send is still taken; the client's type differs.";
    RequestBecameNotNullable "request-became-not-nullable" Callers Breaking
        "Calls that send null are refused.";
    ResponseBecameNullable "response-became-nullable" Readers Breaking
        "Programs meet null where they rely on a value.";
    ResponseBecameNotNullable "response-became-not-nullable" Harmless Breaking
        "Programs are prepared for a value; the client's type differs.";
    RequestEnumWidened "request-enum-widened" Harmless Feature
        "The old members are still taken.";
    RequestEnumNarrowed "request-enum-narrowed" Callers Breaking
        "Calls that send a member that is gone are refused.";
    ResponseEnumWidened "response-enum-widened" Readers Breaking
        "Programs meet a member that they do not know.";
    ResponseEnumNarrowed "response-enum-narrowed" Harmless Breaking
        "Programs are prepared for what still comes; the client's enumeration has lost a variant.";
    EnumNameChanged "enum-name-changed" Harmless Breaking
        "The value that is sent is the same; the client's variant is renamed.";
    RequestFormatWidened "request-format-widened" Harmless Breaking
        "What calls send is still taken; the client's type differs.";
    RequestFormatNarrowed "request-format-narrowed" Callers Breaking
        "Values that are not of this format are refused.";
    RequestFormatChanged "request-format-changed" Callers Breaking
        "Values of the old format are refused, or taken for something else.";
    ResponseFormatWidened "response-format-widened" Readers Breaking
        "Programs meet values that are not of the format that they rely on.";
    ResponseFormatNarrowed "response-format-narrowed" Harmless Breaking
        "Programs are prepared for what still comes; the client's type differs.";
    ResponseFormatChanged "response-format-changed" Readers Breaking
        "Programs take values for something else, or cannot read them.";
    RequestConstraintWidened "request-constraint-widened" Harmless Feature
        "What calls send is still taken.";
    RequestConstraintNarrowed "request-constraint-narrowed" Callers Breaking
        "Values that were taken are refused.";
    RequestConstraintChanged "request-constraint-changed" Callers Breaking
        "Values that were taken may be refused.";
    ResponseConstraintWidened "response-constraint-widened" Readers Breaking
        "Programs meet values outside the bounds that they rely on.";
    ResponseConstraintNarrowed "response-constraint-narrowed" Harmless Fix
        "Programs are prepared for what still comes.";
    ResponseConstraintChanged "response-constraint-changed" Readers Breaking
        "Programs may meet values outside the bounds that they rely on.";
    RequestVariantAdded "request-variant-added" Harmless Breaking
        "The old alternatives are still taken; the client's type differs.";
    RequestVariantRemoved "request-variant-removed" Callers Breaking
        "Calls that send this alternative are refused.";
    ResponseVariantAdded "response-variant-added" Readers Breaking
        "Programs meet an alternative that they do not know.";
    ResponseVariantRemoved "response-variant-removed" Harmless Breaking
        "Programs are prepared for what still comes; the client's type differs.";
    RequestSchemaChanged "request-schema-changed" Callers Breaking
        "A keyword whose effect is not worked out differs (such as `not`, `if`, `prefixItems`, `discriminator`), so the worst is assumed.";
    ResponseSchemaChanged "response-schema-changed" Readers Breaking
        "A keyword whose effect is not worked out differs (such as `not`, `if`, `prefixItems`, `discriminator`), so the worst is assumed.";
    RequestDefaultChanged "request-default-changed" Callers Breaking
        "Calls that leave the value out now mean another one.";
    DefaultDocumented "default-documented" Harmless Fix
        "What was so all along is now said, or no longer said.";
    ResponseDefaultChanged "response-default-changed" Harmless Fix
        "Answers say what they mean.";

    // Told on request only
    DescriptionChanged "description-changed" Harmless Fix
        "Prose.";
    ExampleChanged "example-changed" Harmless Fix
        "Samples are no promise.";
    ExtensionChanged "extension-changed" Harmless Fix
        "Extensions (`x-…`) say nothing about calls or answers.";
}

impl Rule {
    /// Whether the change is one of prose, samples or extensions, which are told on request only.
    pub(crate) fn is_documentation(self) -> bool {
        matches!(
            self,
            Self::DescriptionChanged | Self::ExampleChanged | Self::ExtensionChanged
        )
    }

    /// Whether the change is one of the members of an enumeration.
    pub(crate) fn is_of_members(self) -> bool {
        matches!(
            self,
            Self::RequestEnumWidened
                | Self::RequestEnumNarrowed
                | Self::ResponseEnumWidened
                | Self::ResponseEnumNarrowed
        )
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
