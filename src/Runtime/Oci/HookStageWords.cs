namespace Coaster.Oci;

/// <summary>The stages' names, which config.json and CDI share.</summary>
public static class HookStageWords
{
    /// <summary>The stage's name.</summary>
    public static string Word(this HookStage stage) => stage switch
    {
        HookStage.Prestart => "prestart",
        HookStage.CreateRuntime => "createRuntime",
        HookStage.CreateContainer => "createContainer",
        HookStage.StartContainer => "startContainer",
        HookStage.Poststart => "poststart",
        _ => "poststop",
    };

    /// <summary>The stage of that name, or null when there is none.</summary>
    public static HookStage? Parse(string word) => word switch
    {
        "prestart" => HookStage.Prestart,
        "createRuntime" => HookStage.CreateRuntime,
        "createContainer" => HookStage.CreateContainer,
        "startContainer" => HookStage.StartContainer,
        "poststart" => HookStage.Poststart,
        "poststop" => HookStage.Poststop,
        _ => null,
    };
}
